import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useWords } from "#shared/i18n/index.ts";
import { lineName } from "../check/CheckLine.tsx";
import type { ShownCheck, ShownLine } from "../check/shown.ts";
import { go } from "../go.ts";
import { useOpenChecks } from "../hooks.ts";
import { useTitle } from "../title.ts";
import { moveLines, splitItems } from "./commands.ts";
import { picksOf, standing, type Taken, takenOf, takesAll, withOneMore } from "./picking.ts";
import css from "./Split.module.css";
import { Act } from "./Split.tsx";

const NEW = "new";

/** Two bills side by side: a tap carries one over, a tap there brings it back. */
export function ByItem({ check }: { check: ShownCheck }) {
  const { t } = useWords();
  const title = useTitle();
  const [taken, setTaken] = useState<Taken>({});
  const [to, setTo] = useState(NEW);
  const [sending, setSending] = useState(false);
  const others = useOpenChecks().filter((each) => each.id !== check.id && each.number > 0);
  const target = others.find((each) => each.id === to);
  const picks = picksOf(check, taken);
  const lines = standing(check);
  const where = target ? `${title(target)} · ${target.number}` : "";
  // A new check that takes everything is the old one under another number.
  const idle = picks.length === 0 || (!target && takesAll(check, taken));
  const act = () => {
    setSending(true);
    const done = target
      ? moveLines(check.id, target.id, picks, where)
      : splitItems(check.id, picks);
    done.then(
      () => go("/"),
      () => setSending(false),
    );
  };
  const carry = (line: ShownLine, by: 1 | -1) => setTaken(withOneMore(taken, line, by));
  return (
    <>
      <div className={css.bills}>
        <Bill
          heading={t("pos.split.stays", { number: check.number ?? 0 })}
          rows={lines.map((line) => ({ line, count: line.quantity - takenOf(taken, line) }))}
          words={(name) => t("pos.split.take", { name })}
          tap={(line) => carry(line, 1)}
        />
        <section className={css.bill}>
          <NativeSelect
            size="md"
            aria-label={t("pos.split.to")}
            value={target ? to : NEW}
            onChange={(event) => setTo(event.target.value)}
            data={[
              { value: NEW, label: t("pos.split.new") },
              ...others.map((each) => ({
                value: each.id,
                label: `${title(each)} · ${t("pos.check.number", { number: each.number })}`,
              })),
            ]}
          />
          <Rows
            rows={lines.map((line) => ({ line, count: takenOf(taken, line) }))}
            words={(name) => t("pos.split.back", { name })}
            tap={(line) => carry(line, -1)}
          />
          {picks.length === 0 ? <p className={css.hint}>{t("pos.split.hint")}</p> : null}
        </section>
      </div>
      <Act
        disabled={idle || sending || !check.settled}
        act={act}
        words={target ? t("pos.split.move", { where }) : t("pos.split.into", { count: 2 })}
      />
    </>
  );
}

interface RowsProps {
  rows: { line: ShownLine; count: number }[];
  words: (name: string) => string;
  tap: (line: ShownLine) => void;
}

function Bill({ heading, ...rows }: RowsProps & { heading: string }) {
  return (
    <section className={css.bill}>
      <h3>{heading}</h3>
      <Rows {...rows} />
    </section>
  );
}

function Rows({ rows, words, tap }: RowsProps) {
  const { lang } = useWords();
  return (
    <ul>
      {rows
        .filter(({ count }) => count > 0)
        .map(({ line, count }) => (
          <li key={line.id}>
            <button
              type="button"
              aria-label={words(lineName(line, lang))}
              onClick={() => tap(line)}
            >
              <b>{count}×</b>
              <span>{lineName(line, lang)}</span>
            </button>
          </li>
        ))}
    </ul>
  );
}
