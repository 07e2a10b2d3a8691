import css from "./ReceiptPaper.module.css";

/** Where the printer draws the code; on the screen its address is enough. */
export function QrPicture({ data, label }: { data: string; label: string }) {
  return (
    <p className={css.qr}>
      <span>{label}</span>
      <small>{data}</small>
    </p>
  );
}
