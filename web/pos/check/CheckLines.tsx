import { Button } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { useWords } from "#shared/i18n/index.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { desk } from "../desk.ts";
import { CheckLine } from "./CheckLine.tsx";
import css from "./CheckPanel.module.css";
import { LineSheet } from "./LineSheet.tsx";
import type { ShownCheck, ShownLine } from "./shown.ts";
import { checks } from "./store.ts";

/** The lines of the check, newest in sight; a tap on one opens what can be done with it. */
export function CheckLines({ check }: { check: ShownCheck | null }) {
  const { t } = useWords();
  const [edited, setEdited] = useState<string | null>(null);
  const end = useRef<HTMLLIElement>(null);
  const standing = check?.lines.filter(worthShowing) ?? [];
  const count = standing.length;
  const seen = useRef({ id: check?.id, count });
  useEffect(() => {
    if (seen.current.id === check?.id && count > seen.current.count) {
      end.current?.scrollIntoView({ block: "nearest" });
    }
    seen.current = { id: check?.id, count };
  }, [check?.id, count]);
  if (!check || count === 0) return <Empty />;
  const line = check.lines.find(({ id }) => id === edited);
  return (
    <>
      <ul className={css.lines} aria-label={t("pos.check")}>
        {standing.map((shown) => (
          <CheckLine key={shown.id} check={check} line={shown} onEdit={() => setEdited(shown.id)} />
        ))}
        <li ref={end} aria-hidden style={{ listStyle: "none" }} />
      </ul>
      {line ? (
        <LineSheet key={line.id} check={check} line={line} onClose={() => setEdited(null)} />
      ) : null}
    </>
  );
}

/** A draft that was taken off again never happened; what the kitchen had stays, struck through. */
function worthShowing(line: ShownLine): boolean {
  return line.state !== "voided" || line.fired_at_ms !== null;
}

/** Nothing yet; after a sale, the change that was given stays readable. */
function Empty() {
  const { t } = useWords();
  const last = useStore(desk, (lying) => lying.lastSale);
  const sale = useStore(checks, (all) => (last ? all.whole[last] : undefined));
  return (
    <div className={css.empty}>
      <b>{t("pos.check.empty")}</b>
      <span className={css.keyboard}>{t("pos.check.empty.hint")}</span>
      {sale ? (
        <Button component="a" variant="light" href={`#/closed/${sale.id}`}>
          {t("pos.done.last", { change: rupiah(sale.payments.at(-1)?.change ?? 0) })}
        </Button>
      ) : null}
    </div>
  );
}
