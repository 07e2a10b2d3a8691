/** `14.05.33` in the outlet's zone: seconds count where a screen says since when it is stale. */
export function clockWithSeconds(ms: number, zone: string): string {
  const text = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZone: zone,
  }).format(ms);
  return text.replaceAll(":", ".");
}
