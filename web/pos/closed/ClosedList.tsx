import { Button, Loader } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useStore } from "zustand";
import { useWords } from "#shared/i18n/index.ts";
import type { CheckSummary } from "#shared/types.ts";
import { hourMinute } from "#shared/ui/clock.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { checks } from "../check/store.ts";
import { go } from "../go.ts";
import { useZone } from "../hooks.ts";
import { client, till } from "../till.ts";
import { useTitle } from "../title.ts";
import css from "./ClosedChecks.module.css";

const PAGE = 50;

function page(before: number | null) {
  const from = before === null ? "" : `&before_ms=${before}`;
  return client.get<{ checks: CheckSummary[] }>(`/api/checks?state=closed&limit=${PAGE}${from}`);
}

/** The rows of what was sold. Rows the hub does not have yet are marked. */
export function ClosedList({ chosen }: { chosen: string | null }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const list = useInfiniteQuery({
    queryKey: ["closed"],
    queryFn: ({ pageParam }) => page(pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: (last) =>
      last.checks.length < PAGE ? null : (last.checks.at(-1)?.closed_at_ms ?? null),
    staleTime: 0,
  });
  // A check paid on any till belongs at the top at once.
  useEffect(
    () =>
      checks.subscribe((now, before) => {
        if (Object.keys(now.open).length < Object.keys(before.open).length) {
          void queries.invalidateQueries({ queryKey: ["closed"] });
        }
      }),
    [queries],
  );
  const rows = list.data?.pages.flatMap((one) => one.checks) ?? [];
  return (
    <section className={css.list} aria-label={t("pos.closed.title")}>
      {list.isPending ? <Loader m="lg" aria-label={t("app.loading")} /> : null}
      {list.isSuccess && rows.length === 0 ? (
        <p className={css.none}>{t("pos.closed.none")}</p>
      ) : null}
      <ul>
        {rows.map((check) => (
          <ClosedRow key={check.id} check={check} chosen={check.id === chosen} />
        ))}
      </ul>
      {list.hasNextPage ? (
        <Button
          m="md"
          variant="default"
          loading={list.isFetchingNextPage}
          onClick={() => list.fetchNextPage()}
        >
          {t("pos.closed.more")}
        </Button>
      ) : null}
    </section>
  );
}

function ClosedRow({ check, chosen }: { check: CheckSummary; chosen: boolean }) {
  const { t } = useWords();
  const title = useTitle();
  const zone = useZone();
  const hub = useStore(till, (known) => known.state?.hub);
  const oldest = hub && !hub.connected ? hub.oldest_unsynced_ms : null;
  const unsynced = oldest !== null && oldest !== undefined && (check.closed_at_ms ?? 0) >= oldest;
  return (
    <li>
      <button
        type="button"
        className={css.row}
        aria-current={chosen ? "true" : undefined}
        onClick={() => go(`/closed/${check.id}`)}
      >
        <time>{hourMinute(check.closed_at_ms ?? check.opened_at_ms, zone)}</time>
        <span className={css.who}>
          <b>{title(check)}</b>
          <small>
            {check.receipt_number ?? ""} · {check.by.name}
          </small>
        </span>
        {unsynced ? (
          <IconCloudOff size={18} role="img" aria-label={t("pos.closed.unsynced")} />
        ) : null}
        <span className={css.sum}>{rupiah(check.total)}</span>
      </button>
    </li>
  );
}
