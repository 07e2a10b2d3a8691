import { Button } from "@mantine/core";
import { useState } from "react";
import { useWords } from "#shared/i18n/index.ts";
import { Quantity } from "../order/Quantity.tsx";
import { Sheet } from "../screens/Sheet.tsx";
import css from "./CoversSheet.module.css";

interface Props {
  covers: number;
  save: (covers: number) => void;
  onClose: () => void;
}

const USUAL = [1, 2, 3, 4, 5, 6, 8, 10];

/** How many guests: one tap for the usual numbers. */
export function CoversSheet({ covers, save, onClose }: Props) {
  const { t } = useWords();
  const [count, setCount] = useState(Math.max(1, covers));
  const done = (number: number) => {
    onClose();
    if (number !== covers) save(number);
  };
  return (
    <Sheet
      opened
      onClose={onClose}
      size={420}
      title={t("pos.check.covers")}
      foot={
        <>
          <Quantity name={t("pos.check.covers")} quantity={count} set={setCount} />
          <Button h={64} flex={1} onClick={() => done(count)}>
            {t("app.save")}
          </Button>
        </>
      }
    >
      <div className={css.usual}>
        {USUAL.map((number) => (
          <button
            key={number}
            type="button"
            aria-pressed={number === covers}
            onClick={() => done(number)}
          >
            {number}
          </button>
        ))}
      </div>
    </Sheet>
  );
}
