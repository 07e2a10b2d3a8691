/** Small settings of this device, kept in the browser. Storage may be off; then they last the visit. */
export function readKept(key: string): string | null {
  try {
    return localStorage.getItem(`tilo.${key}`);
  } catch {
    return null;
  }
}

export function keep(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`tilo.${key}`);
    else localStorage.setItem(`tilo.${key}`, value);
  } catch {
    // See above.
  }
}

/** What the box's records call this screen: the app and six letters of its own. */
export function deviceName(app: string): string {
  const had = readKept(`${app}.device`);
  if (had) return had;
  const bytes = crypto.getRandomValues(new Uint8Array(3));
  const made = `${app}-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  keep(`${app}.device`, made);
  return made;
}
