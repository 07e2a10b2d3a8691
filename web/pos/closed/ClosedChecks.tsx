import { ActionIcon, Button } from "@mantine/core";
import { IconArrowLeft, IconPrinter } from "@tabler/icons-react";
import { useWords } from "#shared/i18n/index.ts";
import { printAgain } from "../commands.ts";
import { RefundButton, Refunds } from "../giveback/RefundTools.tsx";
import { go } from "../go.ts";
import { useMay, useWide } from "../hooks.ts";
import { ReceiptPaper } from "../receipt/ReceiptPaper.tsx";
import css from "./ClosedChecks.module.css";
import { ClosedList } from "./ClosedList.tsx";

/** What was sold: newest first, each with its receipt. On a phone, one after the other. */
export function ClosedChecks({ id }: { id?: string }) {
  const { t } = useWords();
  const wide = useWide();
  return (
    <div className={css.page}>
      {wide || !id ? <ClosedList chosen={id ?? null} /> : null}
      {wide || id ? (
        <section className={css.receipt}>
          {id ? <Chosen id={id} wide={wide} /> : <p>{t("pos.closed.pick")}</p>}
        </section>
      ) : null}
    </div>
  );
}

function Chosen({ id, wide }: { id: string; wide: boolean }) {
  const { t } = useWords();
  const may = useMay("sales.reprint");
  return (
    <>
      <div className={css.tools}>
        {wide ? null : (
          <ActionIcon aria-label={t("app.back")} onClick={() => go("/closed")}>
            <IconArrowLeft aria-hidden />
          </ActionIcon>
        )}
        {may ? (
          <Button
            leftSection={<IconPrinter size={20} aria-hidden />}
            onClick={() => printAgain(id)}
          >
            {t("pos.receipt.again")}
          </Button>
        ) : null}
        <RefundButton id={id} />
      </div>
      <Refunds id={id} />
      <ReceiptPaper checkId={id} />
    </>
  );
}
