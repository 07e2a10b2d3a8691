import { Menu } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowMerge,
  IconArrowsSplit,
  IconHistory,
  IconUserShare,
} from "@tabler/icons-react";
import { useWords } from "#shared/i18n/index.ts";
import type { ShownCheck } from "../check/shown.ts";
import { go } from "../go.ts";
import { HistorySheet } from "../history/HistorySheet.tsx";
import { useMay } from "../hooks.ts";
import { undoOperation } from "./commands.ts";
import { MergeSheet } from "./MergeSheet.tsx";
import { TransferSheet } from "./TransferSheet.tsx";

export type Between = "merge" | "transfer" | "history";

/** What can be done with a check and others; lines are carried only while nothing is paid. */
export function CheckActions(props: { check: ShownCheck; open: (what: Between) => void }) {
  const { t } = useWords();
  const { check, open } = props;
  const maySplit = useMay("sales.split");
  const mayTransfer = useMay("sales.transfer");
  const mayHistory = useMay("sales.history");
  const filled = check.lines.some((line) => line.state !== "voided");
  const unpaid = check.payments.length === 0;
  const { last_operation: operation } = check;
  return (
    <>
      {maySplit && filled ? (
        <Menu.Item
          leftSection={<IconArrowsSplit size={20} aria-hidden />}
          onClick={() => go("/split")}
        >
          {t("pos.split")}
        </Menu.Item>
      ) : null}
      {maySplit && filled && unpaid ? (
        <Menu.Item
          leftSection={<IconArrowMerge size={20} aria-hidden />}
          onClick={() => open("merge")}
        >
          {t("pos.merge")}
        </Menu.Item>
      ) : null}
      {maySplit && unpaid && operation ? (
        <Menu.Item
          leftSection={<IconArrowBackUp size={20} aria-hidden />}
          onClick={() => undoOperation(check.id, operation)}
        >
          {t("pos.split.undo")}
        </Menu.Item>
      ) : null}
      {mayTransfer ? (
        <Menu.Item
          leftSection={<IconUserShare size={20} aria-hidden />}
          onClick={() => open("transfer")}
        >
          {t("pos.transfer")}
        </Menu.Item>
      ) : null}
      {mayHistory ? (
        <Menu.Item
          leftSection={<IconHistory size={20} aria-hidden />}
          onClick={() => open("history")}
        >
          {t("pos.history")}
        </Menu.Item>
      ) : null}
    </>
  );
}

interface SheetsProps {
  check: ShownCheck;
  open: string | null;
  onClose: () => void;
}

export function CheckSheets({ check, open, onClose }: SheetsProps) {
  if (open === "merge") return <MergeSheet check={check} onClose={onClose} />;
  if (open === "transfer") return <TransferSheet check={check} onClose={onClose} />;
  if (open === "history") return <HistorySheet checkId={check.id} onClose={onClose} />;
  return null;
}
