import { expect, test } from "vitest";
import { item } from "./samples.ts";
import { ItemIndex, plain } from "./search.ts";

const menu = [
  item("goreng", { name_id: "Nasi Goreng Kampung", name_en: "Village Fried Rice" }),
  item("uduk", { name_id: "Nasi Uduk", name_en: "Coconut Rice" }),
  item("bakmi", { name_id: "Bakmi Godog", name_en: "Noodle Soup" }),
  item("esteh", { name_id: "Es Teh Manis", name_en: "Iced Sweet Tea", barcode: "8997001001234" }),
  item("kopi", { name_id: "Kopi Susu", name_en: "Café Latte" }),
  item("keripik", { name_id: "Keripik Singkong", name_en: "Cassava Crisps", barcode: "AB-12" }),
];
const index = new ItemIndex(menu);
const ids = (words: string) => index.find(words).map(({ id }) => id);

test("one letter is enough, and words that begin with it come before words that hold it", () => {
  expect(ids("k")).toEqual(["kopi", "keripik", "goreng"]);
});

test("both languages are searched, whichever the screen speaks", () => {
  expect(ids("sweet tea")).toEqual(["esteh"]);
  expect(ids("manis")).toEqual(["esteh"]);
});

test("beginnings of two words find the dish", () => {
  expect(ids("nas gor")).toEqual(["goreng"]);
});

test("the name typed whole comes first", () => {
  expect(ids("nasi uduk")[0]).toBe("uduk");
});

test("accents and punctuation do not stand in the way", () => {
  expect(ids("cafe")).toEqual(["kopi"]);
  expect(plain("  Ayam—Bakar (Pedas)! ")).toBe("ayam bakar pedas");
});

test("a barcode finds its item, whole or begun", () => {
  expect(ids("8997001001234")).toEqual(["esteh"]);
  expect(ids("899700")).toEqual(["esteh"]);
  expect(index.barcode(" ab-12 ")?.id).toBe("keripik");
  expect(index.barcode("0000")).toBeNull();
});

test("nothing typed finds nothing, and neither does nonsense", () => {
  expect(ids("  ")).toEqual([]);
  expect(ids("zzz")).toEqual([]);
});

test("what is sold out comes after its equals", () => {
  const shop = new ItemIndex([
    item("a", { name_id: "Teh Botol", sold_out: true }),
    item("b", { name_id: "Teh Tarik" }),
  ]);
  expect(shop.find("teh").map(({ id }) => id)).toEqual(["b", "a"]);
});

test("twenty thousand items are searched whole, the answer kept short", () => {
  const many = Array.from({ length: 20_000 }, (_, n) => item(`x${n}`, { name_id: `Barang ${n}` }));
  const shop = new ItemIndex(many);
  expect(shop.find("barang 19999").map(({ id }) => id)).toEqual(["x19999"]);
  expect(shop.find("b")).toHaveLength(200);
});
