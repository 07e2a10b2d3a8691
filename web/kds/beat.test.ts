import { expect, test } from "vitest";
import { boxNow, heardBeat, isStale, listening, trueUntil } from "./beat.ts";

const NOON = 1_795_000_000_000;
const beat = (now_ms: number, boot = "b1") => ({ now_ms, boot });

test("a screen that never heard the box says so within five seconds of listening", () => {
  const pulse = listening(1_000);
  expect(isStale(pulse, 5_799)).toBe(false);
  expect(isStale(pulse, 5_800)).toBe(true);
  expect(trueUntil(pulse)).toBeNull();
  expect(boxNow(pulse, 5_800)).toBeNull();
});

test("beats keep the screen fresh and their silence makes it stale within five seconds", () => {
  let pulse = listening(0);
  for (let t = 2_000; t <= 20_000; t += 2_000) pulse = heardBeat(pulse, beat(NOON + t), t);
  expect(isStale(pulse, 24_799)).toBe(false);
  expect(isStale(pulse, 24_800)).toBe(true);
  expect(trueUntil(pulse)).toBe(NOON + 20_000);
});

test("the first beat after a silence makes it fresh again", () => {
  const pulse = heardBeat(listening(0), beat(NOON), 60_000);
  expect(isStale(pulse, 60_001)).toBe(false);
});

test("a beat held up by the Wi-Fi does not set the box's clock back", () => {
  let pulse = heardBeat(listening(0), beat(NOON), 0);
  pulse = heardBeat(pulse, beat(NOON + 2_000), 3_400);
  expect(boxNow(pulse, 4_000)).toBe(NOON + 4_000);
});

test("a box whose clock was set is believed at once", () => {
  let pulse = heardBeat(listening(0), beat(NOON), 0);
  pulse = heardBeat(pulse, beat(NOON - 3_600_000), 2_000);
  expect(boxNow(pulse, 2_500)).toBe(NOON - 3_600_000 + 500);
});

test("an early lucky offset is forgotten, so a slowly drifting screen clock is followed", () => {
  let pulse = listening(0);
  // The screen's clock runs 1 % fast.
  for (let n = 0; n <= 100; n += 1) pulse = heardBeat(pulse, beat(NOON + n * 2_000), n * 2_020);
  expect(Math.abs((boxNow(pulse, 100 * 2_020) ?? 0) - (NOON + 200_000))).toBeLessThanOrEqual(80);
});
