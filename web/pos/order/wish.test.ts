import { expect, test } from "vitest";
import { line, check as sample } from "../check/samples.ts";
import { shown } from "../check/shown.ts";
import { group, item } from "./samples.ts";
import { defaultChoice, lacking, mustAsk, sameDraft, toggled, wish } from "./wish.ts";

const spice = group("spice", 1, 1, ["mild", "medium", "hot"]);
const extras = group("extras", 0, 2, ["egg", "satay", "crackers"]);
const sugar = group("sugar", 0, 1, ["less", "none"]);
const rice = item("rice", { modifier_groups: ["spice", "extras"] });

test("an item with a choice that must be made is asked about; others are added by the tap", () => {
  expect(mustAsk(rice, [spice, extras])).toBe(true);
  expect(mustAsk(item("tea"), [sugar])).toBe(false);
  const coffee = item("coffee", {
    variants: [{ id: "s", name_id: "Kecil", name_en: "Small", price: 1 }],
  });
  expect(mustAsk(coffee, [])).toBe(true);
});

test("the usual answers are there already", () => {
  expect(defaultChoice(rice, [spice, extras]).options).toEqual(["mild"]);
});

test("one of one: a tap swaps, and what must be there cannot be taken away", () => {
  expect(toggled(spice, ["mild", "egg"], "hot")).toEqual(["egg", "hot"]);
  expect(toggled(spice, ["hot"], "hot")).toEqual(["hot"]);
  expect(toggled(sugar, ["less"], "less")).toEqual([]);
});

test("no more than the group's maximum", () => {
  expect(toggled(extras, ["egg", "satay"], "crackers")).toEqual(["egg", "satay"]);
  expect(toggled(extras, ["egg", "satay"], "egg")).toEqual(["satay"]);
});

test("a group below its minimum is named", () => {
  expect(lacking([spice, extras], []).map(({ id }) => id)).toEqual(["spice"]);
  expect(lacking([spice, extras], ["hot"])).toEqual([]);
});

test("a wish names no price and keeps the menu's order of options", () => {
  const choice = { variant: null, options: ["satay", "hot"], quantity: 2, note: "  tanpa acar " };
  const wanted = wish(rice, [spice, extras], choice);
  expect(wanted).toMatchObject({ item_id: "rice", quantity: 2, note: "tanpa acar" });
  expect(wanted.options.map(({ id }) => id)).toEqual(["hot", "satay"]);
  expect(JSON.stringify(wanted)).not.toContain("price");
});

test("one more of the same draft is found; another note, a fired line or too many is not", () => {
  const choice = { variant: null, options: [], quantity: 1, note: "" };
  const wanted = wish(item("rendang"), [], choice);
  const at = (over: Parameters<typeof line>[1]) =>
    sameDraft(shown("c", sample("c", 1, { lines: [line("l1", over)] }), []), wanted)?.id;
  expect(at({})).toBe("l1");
  expect(at({ note: "pedas" })).toBeUndefined();
  expect(at({ state: "fired" })).toBeUndefined();
  expect(at({ quantity: 999 })).toBeUndefined();
  expect(at({ options: [{ id: "egg", name_id: "", name_en: "", price: 0 }] })).toBeUndefined();
});
