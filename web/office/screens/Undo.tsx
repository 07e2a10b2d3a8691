import { Button } from "@mantine/core";
import { useEffect } from "react";
import { useWords } from "#shared/i18n/index.ts";
import css from "./Undo.module.css";

const OFFERED_MS = 7_000;

export interface UndoOffer {
  key: string;
  words: string;
  undo: () => void;
}

/** What was just done, and for seven seconds the way back. */
export function Undo({ offer, done }: { offer: UndoOffer | null; done: () => void }) {
  const { t } = useWords();
  const key = offer?.key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each offer has its own seven seconds
  useEffect(() => {
    if (!key) return;
    const timer = setTimeout(done, OFFERED_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return (
    <div className={css.place} role="status">
      {offer ? (
        <div className={css.bar}>
          <span>{offer.words}</span>
          <Button
            variant="white"
            color="dark"
            onClick={() => {
              offer.undo();
              done();
            }}
          >
            {t("app.undo")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
