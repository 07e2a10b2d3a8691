import { useWords } from "#shared/i18n/index.ts";
import { voidCheck } from "../commands.ts";
import { newCheck } from "../desk.ts";
import { ReasonSheet } from "./ReasonSheet.tsx";
import type { ShownCheck } from "./shown.ts";

/** Voids the whole check; the desk is clean once the box has said yes. */
export function VoidCheckSheet({ check, onClose }: { check: ShownCheck; onClose: () => void }) {
  const { t } = useWords();
  return (
    <ReasonSheet
      title={t("pos.check.void.reason")}
      reasons={["mistake", "left", "slow", "double"]}
      onClose={onClose}
      onReason={(reason) => {
        onClose();
        voidCheck(check.id, reason).then(
          () => newCheck(),
          () => undefined,
        );
      }}
    />
  );
}
