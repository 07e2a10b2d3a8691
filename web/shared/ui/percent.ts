import type { Lang } from "../types.ts";

/** Basis points as people read them: 1000 is `10%`, 250 is `2,5%` or `2.5%`. */
export function percent(rateBp: number, lang: Lang): string {
  const whole = Math.trunc(rateBp / 100);
  const rest = String(rateBp % 100)
    .padStart(2, "0")
    .replace(/0+$/, "");
  return `${whole}${rest ? (lang === "id" ? "," : ".") + rest : ""}%`;
}
