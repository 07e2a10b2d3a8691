import { useElementSize } from "@mantine/hooks";
import { useState } from "react";
import { useWords } from "#shared/i18n/index.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { type Bar, hourChart, shortRupiah } from "../chart.ts";
import type { HourSales } from "../types.ts";
import css from "./HourBars.module.css";

const HEIGHT = 240;
const LEFT = 56;
const BOTTOM = 28;
const TOP = 10;
const GAP = 0.22;
const WIDEST = 90;
/**
 * Outlets cut the day over at four in the morning unless they say otherwise; only the order hangs
 * on it.
 */
const DAY_BEGINS = 4;

/** Sales by the hour as plain bars. The table behind it says the same to a screen reader. */
export function HourBars({ hours }: { hours: HourSales[] }) {
  const { t, lang } = useWords();
  const { bars, grid } = hourChart(hours, DAY_BEGINS);
  const { ref, width: measured } = useElementSize();
  // Drawn in pixels, so that words stay readable on a phone.
  const full = Math.max(LEFT + 1, measured);
  const [pointed, point] = useState<Bar | null>(null);
  const best = bars.reduce<Bar | null>(
    (top, bar) => (bar.total > (top?.total ?? 0) ? bar : top),
    null,
  );
  const told = pointed ?? best;
  const room = (full - LEFT) / Math.max(1, bars.length);
  const width = Math.min(WIDEST, room * (1 - GAP));
  const tall = HEIGHT - BOTTOM - TOP;
  const top = grid.at(-1) ?? 1;
  return (
    <figure className={css.figure}>
      <figcaption>
        {told
          ? t("office.sales.hour", {
              hour: hourName(told.hour),
              total: rupiah(told.total),
              checks: told.checks,
            })
          : ""}
        {told && told === best ? ` · ${t("office.sales.best_hour")}` : ""}
      </figcaption>
      <svg ref={ref} height={HEIGHT} aria-hidden="true" onPointerLeave={() => point(null)}>
        {grid.map((amount) => {
          const y = TOP + tall * (1 - amount / top);
          return (
            <g key={amount} className={css.line}>
              <line x1={LEFT} x2={full} y1={y} y2={y} />
              <text x={LEFT - 10} y={y + 5} textAnchor="end">
                {shortRupiah(amount, lang)}
              </text>
            </g>
          );
        })}
        {bars.map((bar, place) => {
          const x = LEFT + room * place;
          const high = tall * bar.height;
          return (
            <g
              key={bar.hour}
              className={css.bar}
              data-told={bar === told}
              onPointerEnter={() => point(bar)}
            >
              <rect x={x} y={0} width={room} height={HEIGHT} fill="transparent" />
              <rect
                className={css.ink}
                x={x + (room - width) / 2}
                y={TOP + tall - high}
                width={width}
                height={high}
                rx={Math.min(6, high)}
              />
              <text x={x + room / 2} y={HEIGHT - 8} textAnchor="middle">
                {String(bar.hour).padStart(2, "0")}
              </text>
            </g>
          );
        })}
      </svg>
      <table className={css.words}>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.hour}>
              <th scope="row">{hourName(bar.hour)}</th>
              <td>{rupiah(bar.total)}</td>
              <td>{t("office.checks", { count: bar.checks })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function hourName(hour: number): string {
  const two = (value: number) => String(value % 24).padStart(2, "0");
  return `${two(hour)}.00–${two(hour + 1)}.00`;
}
