import { Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { CSSProperties } from "react";
import { useWords } from "#shared/i18n/index.ts";
import type { Receipt, ReceiptRow } from "#shared/types.ts";
import { client } from "../till.ts";
import { QrPicture } from "./QrPicture.tsx";
import css from "./ReceiptPaper.module.css";

/** The receipt as paper: the same rows, as wide as the printer prints them. */
export function ReceiptPaper({ checkId }: { checkId: string }) {
  const { t, lang } = useWords();
  const receipt = useQuery({
    queryKey: ["receipt", checkId, lang],
    queryFn: () => client.get<Receipt>(`/api/checks/${checkId}/receipt?lang=${lang}`),
  });
  if (receipt.data) return <Paper {...receipt.data} label={t("pos.receipt")} />;
  return (
    <p className={css.waiting} role="status">
      {receipt.failureCount > 0 ? t("pos.receipt.none") : <Loader aria-label={t("app.loading")} />}
    </p>
  );
}

/** Any paper, row by row. */
export function Paper({ columns, rows, label }: Receipt & { label: string }) {
  return (
    <div className={css.room}>
      <article
        className={css.paper}
        aria-label={label}
        style={{ "--columns": columns } as CSSProperties}
      >
        {rows.map((row, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a fixed print have no other name
          <Row key={place} row={row} />
        ))}
      </article>
    </div>
  );
}

function Row({ row }: { row: ReceiptRow }) {
  const { t } = useWords();
  switch (row.kind) {
    case "text":
      return (
        <pre className={css.row} data-bold={row.bold || undefined} data-size={row.size}>
          {row.text || " "}
        </pre>
      );
    case "feed":
      return <div style={{ height: `${row.lines * 1.35}em` }} />;
    case "qr":
      return <QrPicture data={row.data} label={t("pos.receipt.qr")} />;
    default:
      return null;
  }
}
