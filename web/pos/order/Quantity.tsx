import { IconMinus, IconPlus, IconTrash } from "@tabler/icons-react";
import { useWords } from "#shared/i18n/index.ts";
import css from "./Quantity.module.css";

interface Props {
  name: string;
  quantity: number;
  set: (quantity: number) => void;
  /** Given where one less than one means taking the line off. */
  remove?: () => void;
  small?: boolean;
}

export const MOST = 999;

/** Minus, count, plus. */
export function Quantity({ name, quantity, set, remove, small = false }: Props) {
  const { t } = useWords();
  const last = quantity <= 1;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in a row everywhere
    <div
      className={css.quantity}
      data-small={small || undefined}
      role="group"
      aria-label={t("pos.quantity")}
    >
      <button
        type="button"
        aria-label={t(last && remove ? "pos.quantity.remove" : "pos.quantity.less", { name })}
        disabled={last && !remove}
        onClick={() => (last ? remove?.() : set(quantity - 1))}
      >
        {last && remove ? <IconTrash size={20} aria-hidden /> : <IconMinus size={20} aria-hidden />}
      </button>
      <output>{quantity}</output>
      <button
        type="button"
        aria-label={t("pos.quantity.more", { name })}
        disabled={quantity >= MOST}
        onClick={() => set(quantity + 1)}
      >
        <IconPlus size={20} aria-hidden />
      </button>
    </div>
  );
}
