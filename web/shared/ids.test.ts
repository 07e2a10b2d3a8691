import { expect, test } from "vitest";
import { uuid7 } from "./ids.ts";

test("an id is a UUIDv7 that carries its time", () => {
  const id = uuid7(0x0199_1234_5678);
  expect(id).toMatch(/^01991234-5678-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("a later tap has a greater id", () => {
  expect(uuid7(1_790_000_000_000) < uuid7(1_790_000_000_001)).toBe(true);
});
