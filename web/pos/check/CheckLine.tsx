import {
  IconBan,
  IconCheck,
  IconChefHat,
  IconCircleDashed,
  IconClockUp,
  IconDiscountCheck,
  IconReceipt,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { nameOf, useWords } from "#shared/i18n/index.ts";
import type { Lang, LineState } from "#shared/types.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { changeLine, removeDraft } from "../commands.ts";
import { useMenu } from "../hooks.ts";
import { Quantity } from "../order/Quantity.tsx";
import { tick } from "../settings.ts";
import css from "./CheckLine.module.css";
import type { ShownCheck, ShownLine } from "./shown.ts";

const ICONS: Record<LineState | "sold", ReactNode> = {
  draft: <IconCircleDashed size={16} aria-hidden />,
  fired: <IconChefHat size={16} aria-hidden />,
  sold: <IconReceipt size={16} aria-hidden />,
  ready: <IconCheck size={16} stroke={3} aria-hidden />,
  served: <IconDiscountCheck size={16} aria-hidden />,
  voided: <IconBan size={16} aria-hidden />,
};

interface Props {
  check: ShownCheck;
  line: ShownLine;
  onEdit: () => void;
}

/** One line: drafts carry their plus and minus, fired ones say where they are. */
export function CheckLine({ check, line, onEdit }: Props) {
  const { t, lang } = useWords();
  const name = lineName(line, lang);
  const where = useMenu()?.stations.find(({ id }) => id === line.station);
  const draft = line.state === "draft" && check.state === "open";
  const set = (quantity: number) => {
    tick();
    changeLine(check.id, line.id, { quantity });
  };
  return (
    <li className={css.line} data-state={line.state}>
      {draft ? (
        <Quantity
          small
          name={name}
          quantity={line.quantity}
          set={set}
          remove={() => removeDraft(check, line, name)}
        />
      ) : (
        <span className={css.count}>{line.quantity}×</span>
      )}
      <button
        type="button"
        className={css.what}
        aria-description={t("pos.line.edit", { name })}
        onClick={onEdit}
      >
        <span className={css.name}>{name}</span> <Details line={line} lang={lang} />
        <span className={css.state}>
          {line.waiting ? <IconClockUp size={16} aria-hidden /> : ICONS[look(line)]}
          {look(line) === "fired" && where && where.kind !== "kitchen"
            ? t("pos.line.fired_at", { station: where.name })
            : t(`pos.line.${look(line)}`)}
          {line.waiting ? ` · ${t("pos.line.sending")}` : ""}
          {line.comp ? ` · ${t("pos.line.comped")}` : ""}
          {line.void_reason ? ` · ${line.void_reason}` : ""}
        </span>{" "}
        <span className={css.amount}>{line.total === null ? "…" : rupiah(line.total)}</span>
      </button>
    </li>
  );
}

function Details({ line, lang }: { line: ShownLine; lang: Lang }) {
  const options = line.options.map((option) => nameOf(option, lang)).join(", ");
  return (
    <>
      {options ? <span className={css.options}>{options}</span> : null}{" "}
      {line.note ? <span className={css.note}>“{line.note}”</span> : null} <Chips line={line} />
    </>
  );
}

/** Whose it is, when it is served, and that it waits. */
function Chips({ line }: { line: ShownLine }) {
  const { t } = useWords();
  const chips = [
    line.seat ? t("pos.seat", { number: line.seat }) : "",
    line.course ? t("pos.course", { number: line.course }) : "",
    line.held ? t("pos.line.held") : "",
  ].filter(Boolean);
  if (chips.length === 0) return null;
  return (
    <span className={css.chips}>
      {chips.map((words) => (
        <em key={words}>{words}</em>
      ))}
    </span>
  );
}

/** A line that no station makes is recorded, not "in the kitchen". */
function look(line: ShownLine): LineState | "sold" {
  return line.state === "fired" && line.station === null ? "sold" : line.state;
}

export function lineName(line: ShownLine, lang: Lang): string {
  const variant = lang === "en" ? line.variant_name_en : line.variant_name_id;
  return variant ? `${nameOf(line, lang)}, ${variant}` : nameOf(line, lang);
}
