import { Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useWords } from "#shared/i18n/index.ts";
import type { Receipt, ReceiptRow } from "#shared/types.ts";
import { client } from "../till.ts";
import { QrPicture } from "./QrPicture.tsx";
import css from "./ReceiptPaper.module.css";

/** The receipt as paper: the same rows the printer gets. */
export function ReceiptPaper({ checkId }: { checkId: string }) {
  const { t, lang } = useWords();
  const receipt = useQuery({
    queryKey: ["receipt", checkId, lang],
    queryFn: () => client.get<Receipt>(`/api/checks/${checkId}/receipt?lang=${lang}&columns=32`),
  });
  if (receipt.data) {
    return (
      <article className={css.paper} aria-label={t("pos.receipt")}>
        {receipt.data.rows.map((row, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a fixed print have no other name
          <Row key={place} row={row} />
        ))}
      </article>
    );
  }
  return (
    <p className={css.waiting} role="status">
      {receipt.failureCount > 0 ? t("pos.receipt.none") : <Loader aria-label={t("app.loading")} />}
    </p>
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
