import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useWords } from "#shared/i18n/index.ts";
import { Sheet } from "../screens/Sheet.tsx";
import css from "./ReasonSheet.module.css";

interface Props {
  title: string;
  /** Ends of the `pos.reason.*` sentences. */
  reasons: string[];
  onReason: (reason: string) => void;
  onClose: () => void;
}

/** Why: from a list, one tap; or in one's own words. */
export function ReasonSheet({ title, reasons, onReason, onClose }: Props) {
  const { t } = useWords();
  const [own, setOwn] = useState<string | null>(null);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (own?.trim()) onReason(own.trim());
  };
  return (
    <Sheet opened onClose={onClose} title={title} size={440}>
      <div className={css.reasons}>
        {reasons.map((reason) => (
          <button key={reason} type="button" onClick={() => onReason(t(`pos.reason.${reason}`))}>
            {t(`pos.reason.${reason}`)}
          </button>
        ))}
        {own === null ? (
          <button type="button" onClick={() => setOwn("")}>
            {t("pos.reason.other")}…
          </button>
        ) : (
          <form onSubmit={send} className={css.own}>
            <TextInput
              aria-label={t("pos.reason.other.hint")}
              placeholder={t("pos.reason.other.hint")}
              maxLength={200}
              autoFocus
              value={own}
              onChange={(event) => setOwn(event.target.value)}
            />
            <Button type="submit" color="red" disabled={!own.trim()}>
              {t("pos.reason.send")}
            </Button>
          </form>
        )}
      </div>
    </Sheet>
  );
}
