import { Drawer, Loader } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { nameOf, useWords } from "#shared/i18n/index.ts";
import { Refusal } from "#shared/refusal.ts";
import type { Ticket } from "#shared/types.ts";
import { hourMinute } from "#shared/ui/clock.ts";
import { placeOf, useKitchen, useRunning, useTickets } from "../running.ts";
import css from "./Done.module.css";

/** Tickets bumped in the last half hour, each with its way back. */
export function Done({ close }: { close: () => void }) {
  const { t, lang } = useWords();
  const { kitchen } = useRunning();
  const stations = useKitchen((state) => state.stations);
  const open = new Set(useTickets().map((ticket) => ticket.id));
  const done = useQuery({
    queryKey: ["done", stations],
    queryFn: () => kitchen.done(stations),
    staleTime: 0,
    gcTime: 0,
    refetchInterval: 5_000,
    retry: false,
  });
  const tickets = done.data?.filter((ticket) => !open.has(ticket.id)) ?? [];
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      closeButtonProps={{ "aria-label": t("app.close") }}
      size="min(100%, max(34rem, 34vw))"
      title={t("kds.done")}
    >
      <p className={css.hint}>{t("kds.done.hint")}</p>
      {done.isPending ? <Loader /> : null}
      {done.error ? (
        <p role="alert" className={css.fault}>
          {done.error instanceof Refusal ? done.error.sentence(lang) : t("kds.no_answer")}
        </p>
      ) : null}
      {done.data && tickets.length === 0 ? <p>{t("kds.done.empty")}</p> : null}
      <ul className={css.list}>
        {tickets.map((ticket) => (
          <Entry key={ticket.id} ticket={ticket} recall={() => kitchen.recall(ticket)} />
        ))}
      </ul>
    </Drawer>
  );
}

function Entry({ ticket, recall }: { ticket: Ticket; recall: () => void }) {
  const { t, lang } = useWords();
  const { zone } = useRunning();
  const time = ticket.bumped_at_ms === null ? "" : hourMinute(ticket.bumped_at_ms, zone);
  return (
    <li>
      <div>
        <b>{ticket.check_number}</b> <strong>{placeOf(ticket, t)}</strong>{" "}
        <small>{t("kds.done.at", { time })}</small>
        <p>
          {ticket.lines.map((line) => (
            <span key={line.id} data-state={line.state}>
              {line.quantity} {nameOf(line, lang)}
            </span>
          ))}
        </p>
      </div>
      <button
        type="button"
        aria-label={t("kds.recall.ticket", { number: ticket.check_number })}
        onClick={recall}
      >
        <IconArrowBackUp aria-hidden />
        {t("kds.recall")}
      </button>
    </li>
  );
}
