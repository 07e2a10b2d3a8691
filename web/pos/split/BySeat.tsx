import { useState } from "react";
import { useWords } from "#shared/i18n/index.ts";
import { lineName } from "../check/CheckLine.tsx";
import type { ShownCheck, ShownLine } from "../check/shown.ts";
import { go } from "../go.ts";
import { arrange, splitSeats } from "./commands.ts";
import { seatsOf, seatsToSplit, standing } from "./picking.ts";
import css from "./Split.module.css";
import { Act } from "./Split.tsx";

/** Who had what: choose a seat, tap its dishes; then every seat gets a check of its own. */
export function BySeat({ check }: { check: ShownCheck }) {
  const { t } = useWords();
  const [seat, setSeat] = useState(1);
  const [sending, setSending] = useState(false);
  const used = seatsOf(check);
  const seats = Array.from(
    { length: Math.min(99, Math.max(check.covers, used.at(-1) ?? 0, 1) + 1) },
    (_, n) => n + 1,
  );
  const parts = seatsToSplit(check);
  const act = () => {
    setSending(true);
    splitSeats(check.id, parts).then(
      () => go("/"),
      () => setSending(false),
    );
  };
  const give = (line: ShownLine) =>
    arrange(check.id, [line.id], { seat: line.seat === seat ? 0 : seat });
  return (
    <>
      <nav className={css.seats} aria-label={t("pos.seat.choose")}>
        {seats.map((number) => (
          <button
            key={number}
            type="button"
            aria-pressed={number === seat}
            onClick={() => setSeat(number)}
          >
            {t("pos.seat", { number })}
          </button>
        ))}
      </nav>
      <div className={css.bills}>
        <section className={css.bill}>
          <h3>{t("pos.seat.hint", { number: seat })}</h3>
          <SeatRows lines={standing(check)} seat={seat} tap={give} />
        </section>
      </div>
      <Act
        disabled={parts.length === 0 || sending || !check.settled}
        act={act}
        words={
          parts.length === 0 ? t("pos.seat.none") : t("pos.split.into", { count: parts.length + 1 })
        }
      />
    </>
  );
}

interface RowsProps {
  lines: ShownLine[];
  seat: number;
  tap: (line: ShownLine) => void;
}

function SeatRows({ lines, seat, tap }: RowsProps) {
  const { t, lang } = useWords();
  return (
    <ul>
      {lines.map((line) => (
        <li key={line.id}>
          <button type="button" aria-pressed={line.seat === seat} onClick={() => tap(line)}>
            <b>{line.quantity}×</b>
            <span>{lineName(line, lang)}</span>
            <em>{line.seat ? t("pos.seat", { number: line.seat }) : t("pos.seat.shared")}</em>
          </button>
        </li>
      ))}
    </ul>
  );
}
