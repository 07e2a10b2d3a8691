import { TextInput } from "@mantine/core";
import { useWords } from "#shared/i18n/index.ts";
import css from "./giveback.module.css";

interface Props {
  /** Ends of the `pos.giveback.*` sentences. */
  reasons: string[];
  reason: string;
  set: (reason: string) => void;
  /** Keys for money must not take what is written here. */
  onWriting?: (writing: boolean) => void;
}

/** Why: from a list, or in one's own words. */
export function Reasons({ reasons, reason, set, onWriting }: Props) {
  const { t } = useWords();
  return (
    <>
      <div className={css.chips}>
        {reasons.map((each) => {
          const words = t(`pos.giveback.${each}`);
          return (
            <button
              key={each}
              type="button"
              aria-pressed={reason === words}
              onClick={() => set(words)}
            >
              {words}
            </button>
          );
        })}
      </div>
      <TextInput
        size="md"
        aria-label={t("pos.reason.other.hint")}
        placeholder={t("pos.reason.other.hint")}
        maxLength={200}
        value={reason}
        onFocus={() => onWriting?.(true)}
        onBlur={() => onWriting?.(false)}
        onChange={(event) => set(event.target.value)}
      />
    </>
  );
}
