import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconFlame,
  IconMessageExclamation,
  IconPaperBag,
  IconToolsKitchen2,
} from "@tabler/icons-react";
import { memo, useRef } from "react";
import { nameOf, useWords } from "#shared/i18n/index.ts";
import type { Lang, Ticket, TicketLine } from "#shared/types.ts";
import { type AgeLevel, countUp } from "../age.ts";
import type { LineWords, Piece } from "../metrics.ts";
import { elsewhere, placeOf, useAgeLevel, useKitchen, useRunning } from "../running.ts";
import css from "./TicketCard.module.css";

interface Props {
  piece: Piece;
  /** 1 to 9: the key that selects it. */
  slot: number | null;
  selected: boolean;
  fresh: boolean;
  /** Said only where one screen shows several stations. */
  showsStation: boolean;
}

const DOUBLE_TAP_MS = 350;

/** One ticket: tap a line to mark it, double-tap or press the button to bump it. */
export const TicketCard = memo(function TicketCard(props: Props) {
  const { piece, slot } = props;
  const { ticket } = piece;
  const { kitchen } = useRunning();
  const { t } = useWords();
  const level = useAgeLevel(ticket);
  const tapped = useDoubleTap(() => kitchen.bump(ticket));

  const tapLine = (line: TicketLine) => {
    if (tapped(line.id) || line.state === "voided") return;
    kitchen.mark(ticket, line.id, line.state === "ready" ? "fired" : "ready");
  };
  return (
    <article
      className={css.ticket}
      data-level={level}
      data-selected={props.selected}
      data-fresh={props.fresh}
      data-ticket={ticket.id}
      aria-label={`${t(`kds.age.${level}`)} ${ticket.check_number}`}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a double-tap short cut; the button below does the same */}
      <header className={css.head} onClick={() => tapped("head")}>
        <Head ticket={ticket} level={level} slot={slot} showsStation={props.showsStation} />
      </header>
      {ticket.add_on ? <p className={css.addOn}>{t("kds.add_on")}</p> : null}
      <ul className={css.lines}>
        {piece.lines.map((line) => (
          <Line
            key={line.id}
            line={line}
            elsewhere={elsewhere(ticket, line, t)}
            tap={() => tapLine(line)}
          />
        ))}
      </ul>
      <div className={css.foot}>
        {piece.part < piece.parts ? (
          <p>{t("kds.continues", { part: piece.part, parts: piece.parts })}</p>
        ) : (
          <button
            type="button"
            onClick={() => kitchen.bump(ticket)}
            aria-label={t("kds.bump.ticket", { number: ticket.check_number })}
          >
            <IconCheck aria-hidden />
            {t("kds.bump")}
          </button>
        )}
      </div>
    </article>
  );
});

/** True at the second tap on the same spot. Two quick taps on two lines are two marks. */
function useDoubleTap(act: () => void): (spot: string) => boolean {
  const last = useRef({ spot: "", at: 0 });
  return (spot) => {
    const at = performance.now();
    const twice = last.current.spot === spot && at - last.current.at < DOUBLE_TAP_MS;
    last.current = { spot: twice ? "" : spot, at };
    if (twice) act();
    return twice;
  };
}

const LEVEL_ICON = { new: IconClock, warning: IconAlertTriangle, late: IconFlame } as const;

function Head(props: {
  ticket: Ticket;
  level: AgeLevel;
  slot: number | null;
  showsStation: boolean;
}) {
  const { ticket, level, slot } = props;
  const { t } = useWords();
  const { stations } = useRunning();
  const Icon = LEVEL_ICON[level];
  const Channel = ticket.channel === "take_away" ? IconPaperBag : IconToolsKitchen2;
  return (
    <>
      <div className={css.top}>
        {slot === null ? null : (
          <kbd className={css.slot} title={t("kds.slot", { slot })}>
            {slot}
          </kbd>
        )}
        <b className={css.number}>{ticket.check_number}</b>
        <span className={css.age}>
          <Icon role="img" aria-label={t(`kds.age.${level}`)} />
          <Timer firedAtMs={ticket.fired_at_ms} />
        </span>
      </div>
      <div className={css.place}>
        <Channel aria-hidden />
        <span>{placeOf(ticket, t)}</span>
        {props.showsStation ? (
          <em>{stations.get(ticket.station)?.name ?? ticket.station}</em>
        ) : null}
      </div>
    </>
  );
}

/** Draws the age; the kitchen's one ticker moves every timer. */
function Timer({ firedAtMs }: { firedAtMs: number }) {
  const text = useKitchen(({ now }) => (now === null ? "–:––" : countUp(now - firedAtMs)));
  return <time>{text}</time>;
}

/** A line in the words of the screen; the layout measures the same words. */
export function lineWords(
  line: TicketLine,
  lang: Lang,
  voided: string,
  place: string | null,
): LineWords {
  const variant = lang === "en" ? line.variant_name_en : line.variant_name_id;
  const name = nameOf(line, lang);
  return {
    name: variant ? `${name} · ${variant}` : name,
    options: [
      ...line.options.map((option) => `+ ${nameOf(option, lang)}`),
      ...(place ? [`→ ${place}`] : []),
    ],
    note: line.note ?? "",
    mark: line.state === "voided" ? voided : "",
  };
}

interface LineProps {
  line: TicketLine;
  elsewhere: string | null;
  tap: () => void;
}

function Line({ line, elsewhere: place, tap }: LineProps) {
  const { t, lang } = useWords();
  const words = lineWords(line, lang, t("kds.voided"), place);
  const { state } = line;
  const key = state === "ready" ? "kds.line.unmark" : "kds.line.mark";
  return (
    <li data-state={state}>
      <button
        type="button"
        className={css.line}
        onClick={tap}
        aria-pressed={state === "ready"}
        aria-description={state === "voided" ? undefined : t(key, { name: words.name })}
      >
        <b className={css.quantity} data-many={line.quantity > 1}>
          {line.quantity}
        </b>{" "}
        <span className={css.words}>
          <span className={css.name}>
            {words.mark ? <strong>{words.mark}</strong> : null} <span>{words.name}</span>
          </span>{" "}
          {words.options.map((option) => (
            <span key={option} className={css.option}>
              {option}{" "}
            </span>
          ))}
          {words.note ? (
            <span className={css.note}>
              <IconMessageExclamation role="img" aria-label={t("kds.note")} />
              <span>{words.note}</span>
            </span>
          ) : null}
        </span>
        {state === "ready" ? (
          <IconCheck className={css.tick} role="img" aria-label={t("kds.ready")} />
        ) : null}
      </button>
    </li>
  );
}
