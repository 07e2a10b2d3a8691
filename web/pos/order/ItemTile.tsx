import { type MouseEvent, memo, type PointerEvent, useRef, useState } from "react";
import { nameOf, useWords } from "#shared/i18n/index.ts";
import type { Item } from "#shared/types.ts";
import { inkOn } from "#shared/ui/Initials.tsx";
import { rupiah } from "#shared/ui/rupiah.ts";
import css from "./ItemTile.module.css";
import { openSheet, tapItem } from "./sell.ts";

interface Props {
  item: Item;
  colour: string;
  /** Grows when this item was just added, to flash once more. */
  flash: number;
}

const LONG_PRESS_MS = 500;

/** One thing to sell: a tap adds it, a long press or right click says what else can be done. */
export const ItemTile = memo(function ItemTile({ item, colour, flash }: Props) {
  const { t, lang } = useWords();
  const press = useLongPress(() => openSheet({ kind: "item", itemId: item.id }));
  const [faulty, setFaulty] = useState(false);
  const name = nameOf(item, lang);
  const prices = item.variants.map((variant) => variant.price);
  const price =
    prices.length > 0
      ? t("pos.item.from", { price: rupiah(Math.min(...prices)) })
      : rupiah(item.price);
  return (
    <button
      type="button"
      className={css.tile}
      data-sold-out={item.sold_out || undefined}
      data-flash={flash ? flash % 2 : undefined}
      aria-keyshortcuts="Shift+F10"
      {...press.on}
      onClick={(event) => {
        if (press.wasLong()) event.preventDefault();
        else tapItem(item);
      }}
    >
      {item.image && !faulty ? (
        <img
          src={`/api/images/${item.image}`}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setFaulty(true)}
        />
      ) : (
        <span
          className={css.plain}
          style={{ background: colour, color: inkOn(colour) }}
          data-letters={monogram(name)}
          aria-hidden
        />
      )}
      {item.sold_out ? <b className={css.out}>{t("pos.item.sold_out")}</b> : null}{" "}
      <span className={css.name}>{name}</span> <span className={css.price}>{price}</span>
    </button>
  );
});

function monogram(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => word.slice(0, 1))
    .join("")
    .toUpperCase();
}

/** Touch long press and the context menu key or button, once each. */
function useLongPress(act: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const long = useRef(false);
  const stop = () => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = null;
  };
  const on = {
    onPointerDown: (event: PointerEvent) => {
      long.current = false;
      stop();
      if (event.pointerType === "mouse") return;
      timer.current = setTimeout(() => {
        long.current = true;
        act();
      }, LONG_PRESS_MS);
    },
    onPointerUp: stop,
    onPointerLeave: stop,
    onPointerCancel: stop,
    onContextMenu: (event: MouseEvent) => {
      event.preventDefault();
      stop();
      if (!long.current) act();
      long.current = true;
    },
    onKeyDown: () => {
      long.current = false;
    },
  };
  return { wasLong: () => long.current, on };
}
