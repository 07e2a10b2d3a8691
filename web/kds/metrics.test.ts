import { expect, test } from "vitest";
import { type Look, piecesOf, sizesFor } from "./metrics.ts";
import { line, ticket } from "./samples.ts";

const sizes = sizesFor(1920, "m");
const look: Look = {
  sizes,
  words: (one) => ({ name: one.name_id, options: [], note: one.note, mark: "" }),
  measure: (_, text) => text.length * 12,
};
const many = (count: number) =>
  ticket("long", { lines: Array.from({ length: count }, (_, place) => line(`l${place}`)) });

test("a 1080p screen has four columns of text a cook reads from three metres, a phone one", () => {
  expect(sizes).toMatchObject({ text: 28, columns: 4, scrolls: false });
  expect(sizesFor(1024, "m").columns).toBe(3);
  expect(sizesFor(360, "m")).toMatchObject({ columns: 1, scrolls: true });
  expect(sizesFor(1920, "l").text).toBeGreaterThan(sizes.text);
});

test("a ticket that fits stays whole", () => {
  const pieces = piecesOf(many(4), look, 900);
  expect(pieces.map(({ part, parts, lines }) => [part, parts, lines.length])).toEqual([[1, 1, 4]]);
});

test("a ticket longer than the screen is cut, every line once and none hidden", () => {
  const whole = many(60);
  const pieces = piecesOf(whole, look, 900);
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.flatMap((piece) => piece.lines)).toEqual(whole.lines);
  expect(Math.max(...pieces.map((piece) => piece.height))).toBeLessThanOrEqual(900);
  expect(pieces.map((piece) => piece.part)).toEqual(pieces.map((_, place) => place + 1));
});

test("a note, an option and a long name make a line taller", () => {
  const height = (changes: Parameters<typeof line>[1]) =>
    piecesOf(
      ticket("t", { lines: [line("l", changes)] }),
      {
        ...look,
        words: (one) => ({
          name: one.name_id,
          options: one.options.map((option) => option.name_id),
          note: one.note,
          mark: "",
        }),
      },
      2_000,
    )[0]?.height ?? 0;
  const plain = height({});
  expect(height({ note: "tanpa bawang" })).toBeGreaterThan(plain);
  expect(height({ options: [{ name_id: "Pedas", name_en: "Spicy" }] })).toBeGreaterThan(plain);
  expect(
    height({ name_id: "Nasi goreng kampung dengan telur ceplok dan kerupuk" }),
  ).toBeGreaterThan(plain);
});
