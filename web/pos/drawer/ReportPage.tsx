import { ActionIcon, Button, Loader } from "@mantine/core";
import { IconArrowLeft, IconPrinter, IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useWords } from "#shared/i18n/index.ts";
import { Refusal } from "#shared/refusal.ts";
import type { TillReport } from "#shared/types.ts";
import { Paper } from "../receipt/ReceiptPaper.tsx";
import { client } from "../till.ts";
import { printReport } from "./acts.ts";
import css from "./Drawer.module.css";

interface Props {
  sessionId: string;
  onBack: () => void;
}

/** An X report of this moment, or the Z report of a closed drawer, as it stands on paper. */
export function ReportPage({ sessionId, onBack }: Props) {
  const { t, lang } = useWords();
  const report = useQuery({
    queryKey: ["till", "report", sessionId, lang],
    queryFn: () => client.get<TillReport>(`/api/till/${sessionId}/report?lang=${lang}`),
    staleTime: 0,
    gcTime: 0,
    retry: (tries, fault) => !(fault instanceof Refusal) && tries < 3,
  });
  const { data, error } = report;
  const name = data ? t(`pos.drawer.${data.report.kind}`) : t("pos.drawer");
  return (
    <div className={css.report}>
      <header className={css.head}>
        <ActionIcon aria-label={t("app.back")} onClick={onBack}>
          <IconArrowLeft aria-hidden />
        </ActionIcon>
        <h2>{name}</h2>
        {data?.report.kind === "x" ? (
          <ActionIcon
            aria-label={t("pos.drawer.refresh")}
            variant="default"
            onClick={() => void report.refetch()}
          >
            <IconRefresh aria-hidden />
          </ActionIcon>
        ) : null}
        <Button
          h={48}
          disabled={!data}
          leftSection={<IconPrinter size={20} aria-hidden />}
          onClick={() => printReport(sessionId)}
        >
          {t(data?.report.kind === "z" ? "pos.receipt.again" : "pos.drawer.print")}
        </Button>
      </header>
      {data ? <Paper columns={data.columns} rows={data.rows} label={name} /> : null}
      {error ? (
        <p className={css.hint} role="alert">
          {error instanceof Refusal ? error.sentence(lang) : t("pos.receipt.none")}
        </p>
      ) : null}
      {data || error ? null : (
        <p className={css.waiting} role="status">
          <Loader aria-label={t("app.loading")} />
        </p>
      )}
    </div>
  );
}
