import { useEffect, useRef, useState } from "react";
import { say } from "#shared/i18n/index.ts";
import type { Ticket } from "#shared/types.ts";
import { ageLevel } from "../age.ts";
import { awaited } from "../board.ts";
import { type Cue, heard } from "../heard.ts";
import { lateAfterS, placeOf, useKitchen, useRunning } from "../running.ts";
import { play } from "../sounds.ts";
import { announce } from "./Announcer.tsx";

const FRESH_MS = 2_500;
const SAID_AT_MOST = 3;

/** Sounds and says what is new, changed or late. Returns the tickets to flash. */
export function useCues(tickets: Ticket[]): ReadonlySet<string> {
  const complete = useKitchen(
    ({ holding, stations }) => stations.length > 0 && awaited(holding, stations).length === 0,
  );
  const fresh = useChanges(tickets, complete);
  useLateness(tickets);
  return fresh;
}

function useChanges(tickets: Ticket[], complete: boolean): ReadonlySet<string> {
  const pending = useKitchen((state) => state.pending);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const seen = useRef<{ before: Ticket[]; known: Set<string>; own: Set<string> } | null>(null);

  useEffect(() => {
    const own = new Set(pending.map((one) => one.intent.ticketId));
    const was = seen.current;
    if (!was) {
      // What was already there when the screen opened is no news.
      if (complete) seen.current = { before: tickets, known: idsOf(tickets), own };
      return;
    }
    const found = heard(was.before, tickets, was.known, new Set([...own, ...was.own]));
    for (const ticket of tickets) was.known.add(ticket.id);
    seen.current = { before: tickets, known: was.known, own };
    tell("new", found.fresh);
    tell("change", found.changed);
    if (found.fresh.length > 0) setFresh(idsOf(found.fresh));
  }, [tickets, complete, pending]);

  useEffect(() => {
    if (fresh.size === 0) return;
    const timer = setTimeout(() => setFresh(new Set()), FRESH_MS);
    return () => clearTimeout(timer);
  }, [fresh]);
  return fresh;
}

function useLateness(tickets: Ticket[]): void {
  const { stations } = useRunning();
  const now = useKitchen((state) => state.now);
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (now === null) return;
    const late = tickets.filter(
      (ticket) => ageLevel(now - ticket.fired_at_ms, lateAfterS(stations, ticket)) === "late",
    );
    const before = known.current;
    known.current = idsOf(late);
    if (before) {
      tell(
        "late",
        late.filter((ticket) => !before.has(ticket.id)),
      );
    }
  }, [tickets, now, stations]);
}

function tell(cue: Cue, tickets: Ticket[]): void {
  if (tickets.length === 0) return;
  play(cue);
  const sentences = tickets
    .slice(0, SAID_AT_MOST)
    .map((one) => say(`kds.said.${cue}`, { number: one.check_number, place: placeOf(one, say) }));
  announce(sentences.join(". "));
}

function idsOf(tickets: readonly Ticket[]): Set<string> {
  return new Set(tickets.map((ticket) => ticket.id));
}
