import { IconX } from "@tabler/icons-react";
import { type CSSProperties, useMemo } from "react";
import { nameOf, useWords } from "#shared/i18n/index.ts";
import type { Ticket } from "#shared/types.ts";
import { type AllDayRow, allDay } from "../allday.ts";
import css from "./AllDay.module.css";

interface Props {
  tickets: Ticket[];
  /** Text size, px. */
  text: number;
  close: () => void;
}

/** What is still to cook, in all. */
export function AllDay({ tickets, text, close }: Props) {
  const { t } = useWords();
  const rows = useMemo(() => allDay(tickets), [tickets]);
  return (
    <aside
      className={css.panel}
      aria-label={t("kds.all_day")}
      style={{ "--text": `${text}px` } as CSSProperties}
    >
      <header>
        <h2>{t("kds.all_day")}</h2>
        <button type="button" aria-label={t("app.close")} onClick={close}>
          <IconX aria-hidden />
        </button>
      </header>
      <p>{rows.length === 0 ? t("kds.all_day.empty") : t("kds.all_day.hint")}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
      <ul tabIndex={0}>
        {rows.map((row) => (
          <Row key={row.key} row={row} />
        ))}
      </ul>
    </aside>
  );
}

function Row({ row }: { row: AllDayRow }) {
  const { lang } = useWords();
  const variant = lang === "en" ? row.variant_name_en : row.variant_name_id;
  return (
    <li>
      <b>{row.quantity}</b>
      <span>
        {nameOf(row, lang)}
        {variant ? ` · ${variant}` : ""}
        {row.options.map((option) => (
          <small key={option.name_id}>
            {option.quantity} × {nameOf(option, lang)}
          </small>
        ))}
      </span>
    </li>
  );
}
