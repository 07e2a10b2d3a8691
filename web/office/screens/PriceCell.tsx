import { Button } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useStore } from "zustand";
import { nameOf, useWords } from "#shared/i18n/index.ts";
import type { Variant } from "#shared/types.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { type Clash, type Edits, editKey } from "../edits.ts";
import { readPrice } from "../prices.ts";
import { useFlash } from "../queries.ts";
import type { OfficeItem } from "../types.ts";
import { Fault } from "./Fault.tsx";
import css from "./PriceCell.module.css";

interface Props {
  item: OfficeItem;
  variant: Variant | null;
  edits: Edits;
}

/** A price that becomes a field when pressed. Enter keeps it, Escape leaves it. */
export function PriceCell({ item, variant, edits }: Props) {
  const { t, lang } = useWords();
  const [editing, setEditing] = useState(false);
  const variantId = variant?.id ?? null;
  const key = editKey(item.id, variantId);
  const saving = useStore(edits.state, (state) => state.saving.has(key));
  const clash = useStore(edits.state, (state) => state.clashes.get(key));
  const refusal = useStore(edits.state, (state) =>
    variantId === null ? undefined : state.refusals.get(key),
  );
  const price = variant?.price ?? item.price;
  const flash = useFlash(price);
  const name = variant ? `${nameOf(item, lang)} · ${nameOf(variant, lang)}` : nameOf(item, lang);

  const keep = (next: number) => {
    setEditing(false);
    edits.price({ itemId: item.id, variantId, price: next });
  };
  if (editing) {
    return <Field name={name} price={price} keep={keep} leave={() => setEditing(false)} />;
  }
  return (
    <div className={css.cell}>
      <button
        type="button"
        className={css.price}
        data-flash={flash}
        aria-label={t("office.menu.price.change", { name, price: rupiah(price) })}
        onClick={() => setEditing(true)}
      >
        {rupiah(price)}
        <IconPencil aria-hidden />
      </button>
      {saving ? <small role="status">{t("office.menu.saving")}</small> : null}
      {clash ? <ClashWords clash={clash} edits={edits} clashKey={key} keep={keep} /> : null}
      {refusal ? <Fault fault={refusal} /> : null}
    </div>
  );
}

interface FieldProps {
  name: string;
  price: number;
  keep: (price: number) => void;
  leave: () => void;
}

function Field({ name, price, keep, leave }: FieldProps) {
  const { t } = useWords();
  const [text, setText] = useState(String(price));
  const [wrong, setWrong] = useState(false);
  const left = useRef(false);

  const done = () => {
    if (left.current) return;
    const next = readPrice(text);
    if (next === null) return setWrong(true);
    left.current = true;
    keep(next);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Enter") done();
    if (event.key !== "Escape") return;
    left.current = true;
    leave();
  };
  return (
    <div className={css.cell}>
      <input
        className={css.field}
        inputMode="numeric"
        aria-label={t("office.menu.price.field", { name })}
        aria-invalid={wrong}
        value={text}
        // biome-ignore lint/a11y/noAutofocus: the field stands where the pressed price was
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setWrong(false);
        }}
        onKeyDown={keys}
        onBlur={done}
      />
      {wrong ? <small role="alert">{t("office.menu.price.wrong")}</small> : null}
    </div>
  );
}

interface ClashProps {
  clash: Clash;
  clashKey: string;
  edits: Edits;
  keep: (price: number) => void;
}

/** Two people changed one price: both are said, and this one chooses. */
function ClashWords({ clash, clashKey, edits, keep }: ClashProps) {
  const { t } = useWords();
  const [theirs, mine] = [rupiah(clash.theirs), rupiah(clash.edit.price)];
  return (
    <div className={css.clash} role="alert">
      <p>{t("office.menu.clash", { theirs, mine })}</p>
      <Button variant="default" onClick={() => edits.settle(clashKey)}>
        {t("office.menu.clash.theirs", { price: theirs })}
      </Button>
      <Button onClick={() => keep(clash.edit.price)}>
        {t("office.menu.clash.mine", { price: mine })}
      </Button>
    </div>
  );
}
