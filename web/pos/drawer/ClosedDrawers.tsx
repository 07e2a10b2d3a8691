import { useQuery } from "@tanstack/react-query";
import { useWords } from "#shared/i18n/index.ts";
import type { TillSession } from "#shared/types.ts";
import { hourMinute } from "#shared/ui/clock.ts";
import { useZone } from "../hooks.ts";
import { client } from "../till.ts";
import css from "./Drawer.module.css";
import { offBy } from "./words.ts";

/** Drawers closed before, each with its Z report. */
export function ClosedDrawers({ onReport }: { onReport: (sessionId: string) => void }) {
  const { t } = useWords();
  const zone = useZone();
  const closed = useQuery({
    queryKey: ["till", "closed"],
    queryFn: () => client.get<{ sessions: TillSession[] }>("/api/till/closed?limit=20"),
    staleTime: 0,
  });
  const sessions = closed.data?.sessions ?? [];
  if (sessions.length === 0) return null;
  return (
    <>
      <h3>{t("pos.drawer.before")}</h3>
      <ul className={css.list}>
        {sessions.map((session) => (
          <li key={session.id}>
            <button type="button" onClick={() => onReport(session.id)}>
              <b>{session.z_number}</b>
              <span>
                {session.cashier.name} · {session.business_date.split("-").reverse().join("/")}{" "}
                {hourMinute(session.closed_at_ms ?? 0, zone)}
              </span>
              <i data-off={session.over_short ? true : undefined}>
                {offBy(t, session.over_short ?? 0)}
              </i>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
