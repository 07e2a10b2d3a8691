import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useWords } from "#shared/i18n/index.ts";
import { Sheet } from "../screens/Sheet.tsx";

interface Props {
  name: string;
  save: (name: string) => void;
  onClose: () => void;
}

/** A name for a check without a table, or beside it. */
export function NameSheet({ name, save, onClose }: Props) {
  const { t } = useWords();
  const [words, setWords] = useState(name);
  const done = (event: FormEvent) => {
    event.preventDefault();
    const trimmed = words.trim();
    if (!trimmed) return;
    onClose();
    if (trimmed !== name) save(trimmed);
  };
  return (
    <Sheet
      opened
      onClose={onClose}
      size={440}
      title={t("pos.check.name")}
      foot={
        <Button h={64} flex={1} type="submit" form="check-name" disabled={!words.trim()}>
          {t("app.save")}
        </Button>
      }
    >
      <form id="check-name" onSubmit={done}>
        <TextInput
          aria-label={t("pos.check.name.hint")}
          placeholder={t("pos.check.name.hint")}
          maxLength={60}
          autoComplete="off"
          data-autofocus
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </form>
    </Sheet>
  );
}
