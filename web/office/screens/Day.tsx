import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useWords } from "#shared/i18n/index.ts";
import { useInAddress } from "../address.ts";
import { daysOn, isDate, longDate } from "../days.ts";
import css from "./Day.module.css";

/** The business day in the address, or today's. */
export function useDay(today: string): [string, (date: string) => void] {
  const [date, setDate] = useInAddress("date");
  const day = isDate(date) ? date : today;
  return [day, (next) => setDate(next === today ? "" : next)];
}

interface Props {
  day: string;
  today: string;
  setDay: (date: string) => void;
}

export function Day({ day, today, setDay }: Props) {
  const { t, lang } = useWords();
  return (
    <div className={css.day}>
      <ActionIcon
        variant="default"
        aria-label={t("office.day.previous")}
        onClick={() => setDay(daysOn(day, -1))}
      >
        <IconChevronLeft aria-hidden />
      </ActionIcon>
      <label>
        <span>
          {day === today ? <b>{t("office.today")}</b> : null} {longDate(day, lang)}
        </span>
        <input
          type="date"
          aria-label={t("office.day")}
          value={day}
          max={today}
          onChange={(event) => {
            const next = event.currentTarget.value;
            if (isDate(next) && next <= today) setDay(next);
          }}
        />
      </label>
      <ActionIcon
        variant="default"
        disabled={day >= today}
        aria-label={t("office.day.next")}
        onClick={() => setDay(daysOn(day, 1))}
      >
        <IconChevronRight aria-hidden />
      </ActionIcon>
    </div>
  );
}
