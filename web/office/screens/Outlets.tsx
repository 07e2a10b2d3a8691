import { NativeSelect, SegmentedControl, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconChevronRight, IconSearch } from "@tabler/icons-react";
import { useRef } from "react";
import { Link } from "wouter";
import { useWords } from "#shared/i18n/index.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { useInAddress } from "../address.ts";
import { choose, type Order, presence, type Status } from "../outlets.ts";
import { useFlash, useHubNow, useOutlets } from "../queries.ts";
import type { OutletRow } from "../types.ts";
import { Fault } from "./Fault.tsx";
import css from "./Outlets.module.css";
import { Presence, trueTo } from "./Presence.tsx";
import { Skeleton } from "./Skeleton.tsx";

const STATUSES: readonly Status[] = ["all", "online", "offline"];
const ORDERS: readonly Order[] = ["total", "name", "seen"];

/** Every outlet at a glance: is its box there, and how is today going. */
export function Outlets() {
  const { t } = useWords();
  const outlets = useOutlets();
  const now = useHubNow();
  const [words, setWords] = useInAddress("q");
  const [status, setStatus] = useInAddress("status", "all");
  const [order, setOrder] = useInAddress("sort", "total");
  const field = useRef<HTMLInputElement>(null);
  useHotkeys([["/", () => field.current?.focus()]]);

  const wanted = { words, status: among(STATUSES, status), order: among(ORDERS, order) };
  const shown = choose(outlets.data ?? [], wanted, now);
  return (
    <main>
      <div className={css.head}>
        <h1>{t("office.outlets")}</h1>
        {outlets.data ? <Sum outlets={shown} now={now} /> : null}
      </div>
      <div className={css.filters}>
        <TextInput
          ref={field}
          type="search"
          aria-label={t("office.outlets.search")}
          placeholder={t("office.outlets.search")}
          leftSection={<IconSearch size={20} aria-hidden />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <SegmentedControl
          size="lg"
          value={wanted.status}
          onChange={setStatus}
          data={STATUSES.map((value) => ({ value, label: t(`office.status.${value}`) }))}
        />
        <NativeSelect
          aria-label={t("office.sort")}
          value={wanted.order}
          onChange={(event) => setOrder(event.currentTarget.value)}
          data={ORDERS.map((value) => ({ value, label: t(`office.sort.${value}`) }))}
        />
      </div>
      {outlets.error && !outlets.data ? (
        <Fault fault={outlets.error} again={() => void outlets.refetch()} />
      ) : null}
      {outlets.isPending ? <Skeleton rows={4} height={76} /> : null}
      {outlets.data && shown.length === 0 ? (
        <p className={css.none}>
          {outlets.data.length === 0 ? t("office.outlets.none") : t("office.outlets.no_match")}
        </p>
      ) : null}
      <ul className={css.list}>
        {shown.map((outlet) => (
          <Row key={outlet.id} outlet={outlet} now={now} />
        ))}
      </ul>
    </main>
  );
}

function Sum({ outlets, now }: { outlets: OutletRow[]; now: number }) {
  const { t } = useWords();
  const total = outlets.reduce((sum, outlet) => sum + outlet.today.total, 0);
  const checks = outlets.reduce((sum, outlet) => sum + outlet.today.checks, 0);
  const online = outlets.filter((outlet) => presence(outlet, now) === "online").length;
  return (
    <p className={css.sum}>
      <b>{rupiah(total)}</b>
      <span>{t("office.checks", { count: checks })}</span>
      <span>{t("office.outlets.online", { online, count: outlets.length })}</span>
    </p>
  );
}

function Row({ outlet, now }: { outlet: OutletRow; now: number }) {
  const { t } = useWords();
  const flash = useFlash(outlet.today.total);
  return (
    <li>
      <Link href={`/outlets/${outlet.id}`} className={css.row} data-flash={flash}>
        <span className={css.name}>
          <b>{outlet.name}</b>
          <small>{outlet.city}</small>
        </span>
        <span className={css.total}>
          <b>{rupiah(outlet.today.total)}</b>
          <small>{t("office.checks", { count: outlet.today.checks })}</small>
        </span>
        <span className={css.state}>
          <Presence outlet={outlet} />
          <small>{trueTo(outlet.box?.synced_to_ms ?? null, now, outlet.zone, t)}</small>
        </span>
        <IconChevronRight aria-hidden />
      </Link>
    </li>
  );
}

function among<T extends string>(known: readonly T[], value: string): T {
  return known.find((one) => one === value) ?? (known[0] as T);
}
