import { Button, Text } from "@mantine/core";
import { IconDiscount, IconGift } from "@tabler/icons-react";
import { useState } from "react";
import { useWords } from "#shared/i18n/index.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { ReasonSheet } from "../check/ReasonSheet.tsx";
import type { ShownCheck, ShownLine } from "../check/shown.ts";
import { compLine, removeComp } from "./commands.ts";
import { DiscountSheet } from "./DiscountSheet.tsx";

interface Props {
  check: ShownCheck;
  line: ShownLine;
  name: string;
  onClose: () => void;
}

/** A discount on one line, or the line on the house. */
export function LineActs({ check, line, name, onClose }: Props) {
  const { t } = useWords();
  const [open, setOpen] = useState<"discount" | "comp" | null>(null);
  if (line.comp) {
    return (
      <>
        <Text>{t("pos.comp.stands", { amount: rupiah(line.comp.value) })}</Text>
        <Button
          variant="default"
          onClick={() => {
            removeComp(check.id, line.id);
            onClose();
          }}
        >
          {t("pos.comp.remove")}
        </Button>
      </>
    );
  }
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDiscount size={20} aria-hidden />}
        onClick={() => setOpen("discount")}
      >
        {t("pos.discount")}
      </Button>
      <Button
        variant="default"
        leftSection={<IconGift size={20} aria-hidden />}
        onClick={() => setOpen("comp")}
      >
        {t("pos.comp")}
      </Button>
      {open === "discount" ? (
        <DiscountSheet checkId={check.id} line={{ id: line.id, name }} onClose={onClose} />
      ) : null}
      {open === "comp" ? (
        <ReasonSheet
          title={t("pos.comp.reason", { name })}
          reasons={["quality", "slow"]}
          onClose={() => setOpen(null)}
          onReason={(reason) => {
            compLine(check.id, line.id, reason);
            onClose();
          }}
        />
      ) : null}
    </>
  );
}
