import { IconCircleCheck, IconLoader2 } from "@tabler/icons-react";
import { type CSSProperties, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useWords } from "#shared/i18n/index.ts";
import type { Ticket } from "#shared/types.ts";
import { awaited } from "../board.ts";
import { useMeasure, useRoom, useWakeLock } from "../device.ts";
import { type KeyAction, keyAction } from "../keys.ts";
import { type Piece, piecesOf, type Sizes, sizesFor, type TextSize } from "../metrics.ts";
import { type Page, pack } from "../packing.ts";
import { elsewhere, useKitchen, useRunning, useTickets } from "../running.ts";
import { setMuted, sound } from "../sounds.ts";
import { AllDay } from "./AllDay.tsx";
import { Banner } from "./Banner.tsx";
import css from "./Board.module.css";
import { BottomBar } from "./BottomBar.tsx";
import { Done } from "./Done.tsx";
import { lineWords, TicketCard } from "./TicketCard.tsx";
import { TopBar } from "./TopBar.tsx";
import { useCues } from "./useCues.ts";

interface Props {
  size: TextSize;
  setSize: (size: TextSize) => void;
  changeStations: () => void;
}

const SLOTS = 9;
const SCROLLED_AT_ONCE = 20;

export function Board({ size, setSize, changeStations }: Props) {
  const { kitchen } = useRunning();
  const tickets = useTickets();
  const [allDay, setAllDay] = useState(false);
  const [done, setDone] = useState(false);
  const [room, setRoom] = useRoomOf(size);
  const { page, pages, turn, slots } = usePages(tickets, room);
  const [selected, setSelected] = useState<string | null>(null);
  const fresh = useCues(tickets);
  useWakeLock();

  const chosen = slots.find((ticket) => ticket.id === selected) ?? null;
  useKeys((action) => {
    if (action.kind === "select") setSelected(slots[action.slot - 1]?.id ?? null);
    else if (action.kind === "page") turn(action.by);
    else if (action.kind === "recall") void kitchen.recallLast();
    else if (action.kind === "all_day") setAllDay((on) => !on);
    else if (action.kind === "mute") setMuted(!sound.getState().muted);
    else if (action.kind === "done") setDone((on) => !on);
    else if (action.kind === "deselect") setSelected(null);
    // The first press only points: nothing leaves the screen that was not seen to be chosen.
    else if (!chosen) setSelected(slots[0]?.id ?? null);
    else {
      kitchen.bump(chosen);
      setSelected(null);
    }
  });

  return (
    <div className={css.screen}>
      <TopBar
        tickets={tickets}
        allDay={allDay}
        toggleAllDay={() => setAllDay((on) => !on)}
        openDone={() => setDone(true)}
        size={size}
        setSize={setSize}
        changeStations={changeStations}
      />
      <Banner />
      <div className={css.middle}>
        <Tickets
          {...{ page, room, slots, fresh, selected, setRoom }}
          total={tickets.length}
          more={() => turn(1)}
        />
        {allDay ? (
          <AllDay tickets={tickets} text={room.text} close={() => setAllDay(false)} />
        ) : null}
      </div>
      <BottomBar page={page.at} pages={pages} turn={turn} />
      {done ? <Done close={() => setDone(false)} /> : null}
    </div>
  );
}

interface Room extends Sizes {
  height: number;
}

function useRoomOf(size: TextSize): [Room, (element: HTMLElement | null) => void] {
  const [setElement, { width, height }] = useRoom();
  const sizes = useMemo(() => sizesFor(width, size), [width, size]);
  return [
    useMemo(() => ({ ...sizes, height: height - 2 * sizes.gap }), [sizes, height]),
    setElement,
  ];
}

interface Shown {
  at: number;
  columns: Piece[][];
}

/**
 * Which tickets are drawn: one page of columns, or on a phone the first so many down one column.
 */
function usePages(tickets: Ticket[], room: Room) {
  const [at, setAt] = useState(0);
  const cut = usePieces(room);
  const { scrolls, columns, height, gap } = room;
  const pages = useMemo<Page<Piece>[]>(() => {
    if (height <= 0) return [{ columns: [[]] }];
    if (scrolls) return [{ columns: [tickets.flatMap(cut)] }];
    return pack(tickets.flatMap(cut), { columns, height, gap }, (piece) => piece.height);
  }, [tickets, cut, scrolls, columns, height, gap]);

  const last = scrolls ? Math.ceil(tickets.length / SCROLLED_AT_ONCE) - 1 : pages.length - 1;
  const now = Math.max(0, Math.min(at, last));
  const page: Shown = scrolls
    ? { at: now, columns: [pages[0]?.columns[0]?.slice(0, (now + 1) * SCROLLED_AT_ONCE) ?? []] }
    : { at: now, columns: pages[now]?.columns ?? [] };
  const shown = [...new Set(page.columns.flat().map((piece) => piece.ticket))];
  return {
    page,
    pages: scrolls ? 1 : pages.length,
    turn: (by: 1 | -1) => setAt(Math.max(0, Math.min(now + by, last))),
    slots: shown.slice(0, SLOTS),
  };
}

/**
 * Cuts tickets for one look of the screen; what was cut is remembered as long as the look lasts.
 */
function usePieces(room: Room): (ticket: Ticket) => Piece[] {
  const { t, lang } = useWords();
  const measure = useMeasure();
  return useMemo(() => {
    const known = new WeakMap<Ticket, Piece[]>();
    const limit = room.scrolls ? Number.POSITIVE_INFINITY : room.height;
    return (ticket: Ticket) => {
      const words = (line: Ticket["lines"][number]) =>
        lineWords(line, lang, t("kds.voided"), elsewhere(ticket, line, t));
      const found = known.get(ticket) ?? piecesOf(ticket, { sizes: room, words, measure }, limit);
      known.set(ticket, found);
      return found;
    };
  }, [room, lang, t, measure]);
}

interface TicketsProps {
  page: Shown;
  room: Room;
  slots: Ticket[];
  fresh: ReadonlySet<string>;
  selected: string | null;
  total: number;
  setRoom: (element: HTMLElement | null) => void;
  more: () => void;
}

function Tickets({ page, room, slots, fresh, selected, total, setRoom, more }: TicketsProps) {
  const { t } = useWords();
  const stale = useKitchen((state) => state.stale);
  const stations = useKitchen((state) => state.stations);
  const shown = new Set(page.columns.flat().map((piece) => piece.ticket)).size;
  const style = {
    "--text": `${room.text}px`,
    "--gap": `${room.gap}px`,
    "--columns": room.columns,
  } as CSSProperties;
  return (
    <main
      ref={setRoom}
      className={css.tickets}
      style={style}
      data-stale={stale}
      data-scrolls={room.scrolls}
    >
      {total === 0 ? <Nothing /> : null}
      {page.columns.map((column, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
        <div key={place} className={css.column}>
          {column.map((piece) => (
            <TicketCard
              key={`${piece.ticket.id}/${piece.part}`}
              piece={piece}
              slot={slotOf(slots, piece.ticket)}
              selected={piece.ticket.id === selected}
              fresh={fresh.has(piece.ticket.id)}
              showsStation={stations.length > 1}
            />
          ))}
        </div>
      ))}
      {room.scrolls && shown < total ? (
        <button type="button" className={css.more} onClick={more}>
          {t("kds.page.more", { count: total - shown })}
        </button>
      ) : null}
    </main>
  );
}

function slotOf(slots: Ticket[], ticket: Ticket): number | null {
  const place = slots.indexOf(ticket);
  return place < 0 ? null : place + 1;
}

function Nothing() {
  const { t } = useWords();
  const waits = useKitchen(
    ({ holding, stations }) =>
      awaited(holding, stations).length > 0 && stations.some((one) => !holding.boards.has(one)),
  );
  return (
    <div className={css.nothing}>
      {waits ? (
        <>
          <IconLoader2 className={css.turning} aria-hidden />
          <p>{t("kds.waiting")}</p>
        </>
      ) : (
        <>
          <IconCircleCheck aria-hidden />
          <h2>{t("kds.empty")}</h2>
          <p>{t("kds.empty.hint")}</p>
        </>
      )}
    </div>
  );
}

/** The bump bar speaks to the whole page, except where a control was reached with the keyboard. */
function useKeys(act: (action: KeyAction) => void): void {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  // One listener for good: one that is replaced while a key is being told misses that key.
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest("[role=dialog]")) return;
      if (event.key === "Enter" && target?.matches("button:focus-visible")) return;
      const typing = target?.matches("input:not([type=range]), textarea, select") ?? false;
      const { key, ctrlKey, metaKey, altKey, repeat } = event;
      const action = keyAction({ key, ctrlKey, metaKey, altKey, repeat, typing });
      if (!action) return;
      event.preventDefault();
      latest.current(action);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}
