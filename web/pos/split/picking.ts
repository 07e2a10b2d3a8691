import type { ShownCheck, ShownLine } from "../check/shown.ts";
import type { Pick } from "./commands.ts";

/** Units of each line on the right-hand bill, by the line's id. */
export type Taken = Record<string, number>;

export const standing = (check: ShownCheck): ShownLine[] =>
  check.lines.filter((line) => line.state !== "voided");

/** What can still be taken: lines change on other tablets while somebody chooses. */
export function takenOf(taken: Taken, line: ShownLine): number {
  return Math.min(taken[line.id] ?? 0, line.quantity);
}

export function withOneMore(taken: Taken, line: ShownLine, by: 1 | -1): Taken {
  const now = Math.max(0, Math.min(line.quantity, takenOf(taken, line) + by));
  return { ...taken, [line.id]: now };
}

export function picksOf(check: ShownCheck, taken: Taken): Pick[] {
  return standing(check)
    .map((line) => ({ line_id: line.id, quantity: takenOf(taken, line) }))
    .filter((pick) => pick.quantity > 0);
}

/** Whether nothing would stay on the check. */
export function takesAll(check: ShownCheck, taken: Taken): boolean {
  return standing(check).every((line) => takenOf(taken, line) === line.quantity);
}

/** The seats somebody sits on, in order. */
export function seatsOf(check: ShownCheck): number[] {
  const seats = standing(check).flatMap((line) => (line.seat === null ? [] : [line.seat]));
  return [...new Set(seats)].sort((a, b) => a - b);
}

/** Seats that get a check of their own: all of them, unless nothing would stay behind. */
export function seatsToSplit(check: ShownCheck): number[] {
  const seats = seatsOf(check);
  const shared = standing(check).some((line) => line.seat === null);
  return shared ? seats : seats.slice(1);
}

/** Courses with something still to be fired, and how much of it. */
export function coursesToFire(check: ShownCheck): { course: number; count: number }[] {
  const counts = new Map<number, number>();
  for (const line of check.lines) {
    if (line.state !== "draft" || line.course === null) continue;
    counts.set(line.course, (counts.get(line.course) ?? 0) + line.quantity);
  }
  return [...counts]
    .map(([course, count]) => ({ course, count }))
    .sort((a, b) => a.course - b.course);
}
