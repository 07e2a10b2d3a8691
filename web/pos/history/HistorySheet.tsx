import { Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useWords } from "#shared/i18n/index.ts";
import { hourMinute } from "#shared/ui/clock.ts";
import { useZone } from "../hooks.ts";
import { Sheet } from "../screens/Sheet.tsx";
import css from "../split/Sheets.module.css";
import { client } from "../till.ts";
import { detailOf, type Told } from "./told.ts";

/** Everything that happened to a check and who did it, oldest first. For supervisors. */
export function HistorySheet({ checkId, onClose }: { checkId: string; onClose: () => void }) {
  const { t, lang } = useWords();
  const zone = useZone();
  const history = useQuery({
    queryKey: ["history", checkId],
    queryFn: () => client.get<{ events: Told[] }>(`/api/checks/${checkId}/history`),
    staleTime: 0,
  });
  const said = (kind: string) => {
    const key = `pos.history.${kind}`;
    const words = t(key);
    return words === key ? kind : words;
  };
  return (
    <Sheet opened onClose={onClose} title={t("pos.history")} size={560}>
      {history.isPending ? <Loader aria-label={t("app.loading")} /> : null}
      {history.isError ? <p role="alert">{t("pos.history.lost")}</p> : null}
      <ol className={css.list}>
        {(history.data?.events ?? []).map((told) => {
          const detail = detailOf(told, lang);
          return (
            <li key={told.seq} className={css.event}>
              <time>{hourMinute(told.at_ms, zone)}</time>
              <span>
                <b>{said(told.kind)}</b> · {told.actor_name}
              </span>
              {detail ? <small>{detail}</small> : null}
            </li>
          );
        })}
      </ol>
    </Sheet>
  );
}
