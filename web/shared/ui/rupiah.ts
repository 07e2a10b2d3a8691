/** Rupiah the Indonesian way, for showing only: `Rp25.000`, `-Rp500`. */
export function rupiah(amount: number): string {
  const digits = Math.abs(amount)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ".");
  return `${amount < 0 ? "-" : ""}Rp${digits}`;
}
