import { expect, test } from "vitest";
import { nextFace, piecesOf, typed, worth } from "./counting.ts";

const FACES = [100_000, 50_000, 1_000, 100];

test("notes are typed row by row and the sum follows", () => {
  let found = typed({}, 100_000, "1");
  found = typed(found, 100_000, "2");
  found = typed(found, 1_000, "7");
  expect(found).toEqual({ 100000: 12, 1000: 7 });
  expect(worth(found)).toBe(1_207_000);
  expect(typed(found, 100_000, "rub")).toEqual({ 100000: 1, 1000: 7 });
  expect(typed(found, 1_000, "clear")).toEqual({ 100000: 12, 1000: 0 });
});

test("nobody has a hundred thousand notes of one kind", () => {
  const found = { 100: 99_999 };
  expect(typed(found, 100, "1")).toBe(found);
});

test("the box is told every face, also what nobody found", () => {
  expect(piecesOf({ 1000: 3 }, FACES)).toEqual([
    { face: 100_000, count: 0 },
    { face: 50_000, count: 0 },
    { face: 1_000, count: 3 },
    { face: 100, count: 0 },
  ]);
});

test("enter goes down the rows and stays at the last", () => {
  expect(nextFace(FACES, 100_000)).toBe(50_000);
  expect(nextFace(FACES, 100)).toBe(100);
  expect(nextFace(FACES, 100_000, -1)).toBe(100_000);
});
