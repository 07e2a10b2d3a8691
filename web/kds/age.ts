/** How old a ticket is, and what that means to the cook. */

export type AgeLevel = "new" | "warning" | "late";

const WARNING_SHARE = 0.6;

/** @param lateAfterS the station's own limit, in seconds */
export function ageLevel(ageMs: number, lateAfterS: number): AgeLevel {
  if (ageMs >= lateAfterS * 1000) return "late";
  return ageMs >= lateAfterS * 1000 * WARNING_SHARE ? "warning" : "new";
}

/** `7:05`, and `1:07:05` from an hour on. Never negative: clocks may differ by a moment. */
export function countUp(ageMs: number): string {
  const total = Math.max(0, Math.floor(ageMs / 1000));
  const [hours, minutes, seconds] = [
    Math.floor(total / 3600),
    Math.floor(total / 60) % 60,
    total % 60,
  ];
  const tail = `${two(seconds)}`;
  return hours > 0 ? `${hours}:${two(minutes)}:${tail}` : `${minutes}:${tail}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
