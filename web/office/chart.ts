/** The hour chart's geometry: which hours, how high, and where the grid lines stand. */

import type { HourSales } from "./types.ts";

export interface Bar {
  hour: number;
  total: number;
  checks: number;
  /** Share of the scale, 0 to 1. */
  height: number;
}

export interface Chart {
  bars: Bar[];
  /** Rupiah at the grid lines, lowest first; the last is the top of the scale. */
  grid: number[];
}

const LINES = 4;
/** Fewer bars than this would stand there like towers; the hours before are drawn as well. */
const FEWEST = 8;

/**
 * Bars from the first to the last hour that sold, at least eight, the empty ones between included.
 *
 * A business day may run past midnight: its hours follow one another from the cut-over on.
 *
 * @param firstHour the hour at which the business day begins
 */
export function hourChart(hours: readonly HourSales[], firstHour: number): Chart {
  if (hours.length === 0) return { bars: [], grid: [] };
  const at = (hour: number) => (hour - firstHour + 24) % 24;
  const places = hours.map((one) => at(one.hour));
  const to = Math.max(...places, FEWEST - 1);
  const from = Math.min(...places, to - FEWEST + 1);
  const top = roundUp(Math.max(...hours.map((one) => one.total)));
  const known = new Map(hours.map((one) => [at(one.hour), one]));
  const bars = Array.from({ length: to - from + 1 }, (_, step) => {
    const sold = known.get(from + step);
    const hour = (from + step + firstHour) % 24;
    const total = sold?.total ?? 0;
    return {
      hour,
      total,
      checks: sold?.checks ?? 0,
      height: top > 0 ? Math.max(0, total) / top : 0,
    };
  });
  return { bars, grid: Array.from({ length: LINES }, (_, line) => (top * (line + 1)) / LINES) };
}

/** The next of 1, 2, 4, 6, 8, 10, 20 … at or above: four grid lines then fall on round rupiah. */
export function roundUp(amount: number): number {
  if (amount <= 0) return 0;
  const unit = 10 ** Math.floor(Math.log10(amount));
  const step = [1, 2, 4, 6, 8, 10].find((one) => one * unit >= amount) ?? 10;
  return step * unit;
}

/** Rupiah on an axis: `1,2 jt`, `800 rb` in Indonesian; `1.2M`, `800k` in English. */
export function shortRupiah(amount: number, lang: "id" | "en"): string {
  const [million, thousand, point] = lang === "id" ? [" jt", " rb", ","] : ["M", "k", "."];
  if (amount >= 1_000_000) return `${decimal(amount / 1_000_000, point)}${million}`;
  if (amount >= 1_000) return `${decimal(amount / 1_000, point)}${thousand}`;
  return String(amount);
}

function decimal(value: number, point: string): string {
  return String(Math.round(value * 10) / 10).replace(".", point);
}
