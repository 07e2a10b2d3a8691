import { Button } from "@mantine/core";
import { IconPlus, IconTag, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useStore } from "zustand";
import { useWords } from "#shared/i18n/index.ts";
import type { CheckSummary, Table } from "#shared/types.ts";
import { NameSheet } from "../check/NameSheet.tsx";
import { checks } from "../check/store.ts";
import { moveCheck } from "../commands.ts";
import { desk, newCheck, TAKE_AWAY, takeUp } from "../desk.ts";
import { go } from "../go.ts";
import { useCheck, useMenu, useOpenChecks } from "../hooks.ts";
import { useTitle } from "../title.ts";
import { OpenCheck } from "./OpenCheck.tsx";
import css from "./Tables.module.css";
import { TableTile } from "./TableTile.tsx";
import { WhichCheck } from "./WhichCheck.tsx";

/** The floor by area, then everything open that has no table. */
export function Tables() {
  const { t } = useWords();
  const menu = useMenu();
  const open = useOpenChecks();
  const moving = useStore(desk, (lying) => lying.moving);
  const [area, setArea] = useState<string | null>(null);
  const [naming, setNaming] = useState(false);
  const [asked, setAsked] = useState<Table | null>(null);
  const move = useMove();
  const tables = menu?.tables ?? [];
  const areas = [...new Set(tables.map((table) => table.area))];
  const at = byTable(open);
  const seat = (table: Table) => {
    const here = at.get(table.id) ?? [];
    if (moving) return move(table);
    if (here.length > 1) return setAsked(table);
    if (here[0]) return pick(here[0].id);
    begin({ ...TAKE_AWAY, channel: "dine_in", table_id: table.id, table_name: table.name });
  };
  const others = open.filter((check) => !check.table_id);
  return (
    <div className={css.page}>
      {moving ? <Moving id={moving} /> : null}
      <nav className={css.areas} aria-label={t("pos.tables.areas")}>
        {[null, ...areas].map((name) => (
          <button
            key={name ?? ""}
            type="button"
            aria-pressed={name === area}
            onClick={() => setArea(name)}
          >
            {name ?? t("pos.tables.all")}
          </button>
        ))}
      </nav>
      <div className={css.scroll}>
        {areas
          .filter((name) => area === null || name === area)
          .map((name) => (
            <section key={name}>
              <h2>{name}</h2>
              <ul className={css.tables}>
                {tables
                  .filter((table) => table.area === name)
                  .map((table) => (
                    <li key={table.id}>
                      <TableTile
                        table={table}
                        here={at.get(table.id) ?? []}
                        tap={() => seat(table)}
                      />
                    </li>
                  ))}
              </ul>
            </section>
          ))}
        {moving ? null : (
          <section>
            <h2>{t("pos.tables.others")}</h2>
            <div className={css.begin}>
              <Button leftSection={<IconPlus size={20} aria-hidden />} onClick={() => begin()}>
                {t("pos.tables.new_take_away")}
              </Button>
              <Button
                variant="default"
                leftSection={<IconTag size={20} aria-hidden />}
                onClick={() => setNaming(true)}
              >
                {t("pos.tables.new_named")}
              </Button>
            </div>
            {others.length === 0 ? <p className={css.none}>{t("pos.tables.others.none")}</p> : null}
            <ul className={css.others}>
              {others.map((check) => (
                <li key={check.id}>
                  <OpenCheck check={check} tap={() => pick(check.id)} />
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
      {naming ? (
        <NameSheet
          name=""
          onClose={() => setNaming(false)}
          save={(name) => begin({ ...TAKE_AWAY, channel: "dine_in", name })}
        />
      ) : null}
      {asked ? (
        <WhichCheck
          table={asked}
          here={at.get(asked.id) ?? []}
          pick={pick}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </div>
  );
}

function begin(party = TAKE_AWAY): void {
  newCheck(party);
  go("/");
}

function pick(id: string): void {
  takeUp(id);
  go("/");
}

/** Ends a move that was begun on the check. */
function useMove(): (table: Table) => void {
  const { t } = useWords();
  const id = useStore(desk, (lying) => lying.moving) ?? "";
  const check = useCheck(id);
  return (table) => {
    if (check && check.table_id !== table.id) {
      const to = { channel: "dine_in" as const, table_id: table.id, table_name: table.name };
      moveCheck(check, to, t("pos.check.table", { name: table.name }));
    }
    desk.setState({ moving: null });
    go("/");
  };
}

function Moving({ id }: { id: string }) {
  const { t } = useWords();
  const title = useTitle();
  const check = useStore(checks, (all) => all.whole[id]);
  return (
    <div className={css.moving} role="status">
      <span>{t("pos.tables.moving", { what: check ? title(check) : "" })}</span>
      <Button
        variant="white"
        color="dark"
        leftSection={<IconX size={18} aria-hidden />}
        onClick={() => desk.setState({ moving: null })}
      >
        {t("app.cancel")}
      </Button>
    </div>
  );
}

function byTable(open: CheckSummary[]): Map<string, CheckSummary[]> {
  const at = new Map<string, CheckSummary[]>();
  for (const check of open) {
    if (!check.table_id) continue;
    at.set(check.table_id, [...(at.get(check.table_id) ?? []), check]);
  }
  return at;
}
