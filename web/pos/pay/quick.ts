/** Notes a guest is likely to hand over. Suggestions only: what is owed is the box's to say. */
const STEPS = [5_000, 10_000, 50_000, 100_000];

/** Round amounts above what is due, nearest first: the next multiple of each step, once each. */
export function quickAmounts(due: number, most = 4): number[] {
  if (due <= 0) return [];
  const next = STEPS.map((step) => Math.ceil(due / step) * step).filter((sum) => sum > due);
  return [...new Set(next)].sort((a, b) => a - b).slice(0, most);
}

/** The largest amount the keypad takes: ten digits would be a slip of the finger. */
const DIGITS = 9;

/** The amount after a key of the keypad: digits, "000", "rub" or "clear". */
export function keyed(amount: number, key: string): number {
  if (key === "clear") return 0;
  const digits = amount === 0 ? "" : String(amount);
  const next = key === "rub" ? digits.slice(0, -1) : digits + key;
  if (next.length > DIGITS) return amount;
  return Number(next);
}
