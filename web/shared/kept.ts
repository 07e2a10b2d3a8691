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
