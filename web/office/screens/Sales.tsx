import { useState } from "react";
import { nameOf, useWords } from "#shared/i18n/index.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { useFlash, useHubNow, useSales } from "../queries.ts";
import type { ItemSales, OutletRow, Sales as SalesOfDay } from "../types.ts";
import { Day, useDay } from "./Day.tsx";
import { Fault } from "./Fault.tsx";
import { HourBars } from "./HourBars.tsx";
import { trueTo } from "./Presence.tsx";
import css from "./Sales.module.css";
import { Skeleton } from "./Skeleton.tsx";
import { tenderName } from "./tenders.ts";

const ITEMS_AT_FIRST = 8;

/** The business day of an outlet, moving as it sells. */
export function Sales({ outlet }: { outlet: OutletRow }) {
  const { t } = useWords();
  const today = outlet.today.date;
  const [day, setDay] = useDay(today);
  const sales = useSales(outlet.id, day);
  const now = useHubNow();
  return (
    <>
      <div className={css.top}>
        <Day day={day} today={today} setDay={setDay} />
        {sales.data ? (
          <p className={css.truth}>{trueTo(sales.data.true_to_ms, now, outlet.zone, t)}</p>
        ) : null}
      </div>
      {sales.error && !sales.data ? (
        <Fault fault={sales.error} again={() => void sales.refetch()} />
      ) : null}
      {sales.isPending ? <Skeleton rows={3} height={130} /> : null}
      {sales.data ? <Figures key={day} sales={sales.data} /> : null}
    </>
  );
}

function Figures({ sales }: { sales: SalesOfDay }) {
  const { t } = useWords();
  const flash = useFlash(sales.total);
  const facts: [string, string][] = [
    [t("office.sales.checks"), String(sales.checks)],
    [t("office.sales.average"), rupiah(sales.average)],
    [t("office.sales.covers"), String(sales.covers)],
    [t("office.sales.tax"), rupiah(sales.tax)],
    [t("office.sales.service"), rupiah(sales.service)],
    [t("office.sales.discount"), rupiah(sales.discount)],
    ...(sales.refund_count > 0
      ? [[t("office.sales.refunds"), rupiah(-sales.refunds)] satisfies [string, string]]
      : []),
  ];
  return (
    <div className={css.grid}>
      <section className={css.total} data-flash={flash}>
        <h2>{t("office.sales.total")}</h2>
        <p aria-live="polite">{rupiah(sales.total)}</p>
        <dl>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      {sales.checks === 0 && sales.refund_count === 0 ? (
        <p className={css.none}>{t("office.sales.none")}</p>
      ) : (
        <>
          <section className={css.card} data-wide>
            <h2>{t("office.sales.by_hour")}</h2>
            <HourBars hours={sales.by_hour} />
          </section>
          <Items items={sales.by_item} />
          <Tenders sales={sales} />
        </>
      )}
    </div>
  );
}

function Items({ items }: { items: ItemSales[] }) {
  const { t, lang } = useWords();
  const [all, setAll] = useState(false);
  const top = Math.max(1, ...items.map((item) => item.total));
  const shown = all ? items : items.slice(0, ITEMS_AT_FIRST);
  return (
    <section className={css.card}>
      <h2>{t("office.sales.by_item")}</h2>
      <ul className={css.bars}>
        {shown.map((item) => (
          <Share
            key={item.item_id}
            name={nameOf(item, lang)}
            beside={t("office.sales.sold", { count: item.quantity })}
            total={item.total}
            share={item.total / top}
          />
        ))}
      </ul>
      {items.length > ITEMS_AT_FIRST ? (
        <button type="button" className={css.more} onClick={() => setAll(!all)}>
          {all ? t("office.less") : t("office.sales.all_items", { count: items.length })}
        </button>
      ) : null}
    </section>
  );
}

function Tenders({ sales }: { sales: SalesOfDay }) {
  const { t } = useWords();
  const whole = sales.by_tender.reduce((sum, one) => sum + one.total, 0);
  return (
    <section className={css.card}>
      <h2>{t("office.sales.by_tender")}</h2>
      <ul className={css.bars}>
        {sales.by_tender.map((one) => (
          <Share
            key={one.tender}
            name={tenderName(one.tender, t)}
            beside={whole > 0 ? `${Math.round((one.total * 100) / whole)} %` : ""}
            total={one.total}
            share={whole > 0 ? one.total / whole : 0}
          />
        ))}
      </ul>
    </section>
  );
}

function Share(props: { name: string; beside: string; total: number; share: number }) {
  const flash = useFlash(props.total);
  return (
    <li data-flash={flash}>
      <span>{props.name}</span>
      <small>{props.beside}</small>
      <b>{rupiah(props.total)}</b>
      <i style={{ width: `${Math.max(0, props.share) * 100}%` }} />
    </li>
  );
}
