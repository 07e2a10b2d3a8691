import { useState } from "react";
import { useWords } from "#shared/i18n/index.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { type Bar, hourChart, shortRupiah } from "../chart.ts";
import type { HourSales } from "../types.ts";
import css from "./HourBars.module.css";

const WIDTH = 1000;
const HEIGHT = 240;
const LEFT = 64;
const BOTTOM = 30;
const TOP = 10;
const GAP = 0.22;
const WIDEST = 90;

/** Sales by the hour as plain bars. The table behind it says the same to a screen reader. */
export function HourBars({ hours }: { hours: HourSales[] }) {
  const { t, lang } = useWords();
  // The hub lists the hours in the order of the business day.
  const { bars, grid } = hourChart(hours, hours[0]?.hour ?? 0);
  const [pointed, point] = useState<Bar | null>(null);
  const best = bars.reduce<Bar | null>(
    (top, bar) => (bar.total > (top?.total ?? 0) ? bar : top),
    null,
  );
  const told = pointed ?? best;
  const room = (WIDTH - LEFT) / Math.max(1, bars.length);
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
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" onPointerLeave={() => point(null)}>
        {grid.map((amount) => {
          const y = TOP + tall * (1 - amount / top);
          return (
            <g key={amount} className={css.line}>
              <line x1={LEFT} x2={WIDTH} y1={y} y2={y} />
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
