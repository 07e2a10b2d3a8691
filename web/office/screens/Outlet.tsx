import { IconChevronLeft } from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "#shared/i18n/index.ts";
import { useOutlets } from "../queries.ts";
import { Fault } from "./Fault.tsx";
import { Menu } from "./Menu.tsx";
import css from "./Outlet.module.css";
import { Presence } from "./Presence.tsx";
import { Receipts } from "./Receipts.tsx";
import { Sales } from "./Sales.tsx";
import { Skeleton } from "./Skeleton.tsx";

type PageName = "sales" | "receipts" | "menu";
const PAGES: readonly PageName[] = ["sales", "receipts", "menu"];
const SHOWN = { sales: Sales, receipts: Receipts, menu: Menu } as const;

/** One outlet: its day, its receipts, its menu. */
export function Outlet({ outlet: id, page }: { outlet: string; page: PageName }) {
  const { t } = useWords();
  const outlets = useOutlets();
  const outlet = outlets.data?.find((one) => one.id === id);
  if (!outlet) {
    return (
      <main>
        <Back />
        {outlets.isPending ? <Skeleton rows={4} height={90} /> : null}
        {outlets.error ? (
          <Fault fault={outlets.error} again={() => void outlets.refetch()} />
        ) : null}
        {outlets.data ? <p>{t("office.outlet.unknown")}</p> : null}
      </main>
    );
  }
  const Shown = SHOWN[page];
  return (
    <main>
      <Back />
      <div className={css.head}>
        <h1>
          {outlet.name} <small>{outlet.city}</small>
        </h1>
        <Presence outlet={outlet} />
      </div>
      <nav className={css.tabs} aria-label={outlet.name}>
        {PAGES.map((name) => (
          <Link
            key={name}
            href={name === "sales" ? `/outlets/${id}` : `/outlets/${id}/${name}`}
            aria-current={name === page ? "page" : undefined}
          >
            {t(`office.page.${name}`)}
          </Link>
        ))}
      </nav>
      <Shown outlet={outlet} />
    </main>
  );
}

function Back() {
  const { t } = useWords();
  return (
    <Link href="/" className={css.back}>
      <IconChevronLeft aria-hidden /> {t("office.outlets")}
    </Link>
  );
}
