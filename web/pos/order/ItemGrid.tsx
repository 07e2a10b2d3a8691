import { useElementSize, useMergedRef } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type Ref, useEffect, useRef } from "react";
import { useStore } from "zustand";
import { useWords } from "#shared/i18n/index.ts";
import type { Item } from "#shared/types.ts";
import { useMenu } from "../hooks.ts";
import css from "./ItemGrid.module.css";
import { ItemTile } from "./ItemTile.tsx";
import { added } from "./sell.ts";

interface Props {
  ref: Ref<HTMLDivElement>;
  items: Item[];
  /** What the items are of; a change begins again at the top. */
  scope: string;
  empty: string;
}

const GAP = 10;
const NARROWEST = 148;

/** Only the rows in sight are drawn, so that twenty thousand items scroll like twenty. */
export function ItemGrid({ ref, items, scope, empty }: Props) {
  const { t } = useWords();
  const menu = useMenu();
  const { ref: sized, width } = useElementSize<HTMLDivElement>();
  const scroller = useRef<HTMLDivElement>(null);
  const merged = useMergedRef(scroller, sized, ref);
  const inner = Math.max(0, width);
  const narrow = inner < 420;
  const columns = Math.max(2, Math.floor((inner + GAP) / ((narrow ? 108 : NARROWEST) + GAP)));
  const height = narrow ? 134 : 176;
  const rows = useVirtualizer({
    count: Math.ceil(items.length / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => height + GAP,
    overscan: 3,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another scope begins at the top
  useEffect(() => {
    scroller.current?.scrollTo(0, 0);
  }, [scope]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turned tablet has other columns
  useEffect(() => rows.measure(), [columns, height]);
  const flash = useStore(added);
  const colours = new Map(menu?.categories.map((category) => [category.id, category.colour]));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys among the buttons inside
    <div ref={merged} className={css.scroller} onKeyDown={(event) => steer(event, columns)}>
      {items.length === 0 ? <p className={css.empty}>{empty}</p> : null}
      <ul className={css.grid} style={{ height: rows.getTotalSize() }} aria-label={t("pos.items")}>
        {rows.getVirtualItems().flatMap((row) =>
          items.slice(row.index * columns, (row.index + 1) * columns).map((item, column) => (
            <li
              key={item.id}
              data-at={row.index * columns + column}
              style={{
                height,
                width: `calc((100% - ${(columns - 1) * GAP}px) / ${columns})`,
                left: `calc((100% + ${GAP}px) / ${columns} * ${column})`,
                transform: `translateY(${row.start}px)`,
              }}
            >
              <ItemTile
                item={item}
                colour={colours.get(item.category) ?? "#6b7280"}
                flash={flash.itemId === item.id ? flash.count : 0}
              />
            </li>
          )),
        )}
      </ul>
    </div>
  );
}

/** Arrow keys walk the grid as the eye sees it. */
function steer(event: KeyboardEvent<HTMLDivElement>, columns: number): void {
  const steps: Record<string, number> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
  };
  const step = steps[event.key];
  const here = (event.target as HTMLElement).closest("li")?.dataset.at;
  if (step === undefined || here === undefined) return;
  event.preventDefault();
  const next = event.currentTarget.querySelector<HTMLElement>(
    `li[data-at="${Number(here) + step}"] button`,
  );
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}
