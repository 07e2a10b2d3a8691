import { useEffect, useRef, useState } from "react";

const FRESH_MS = 2_000;

/**
 * Ids that joined a list at its head while it was being looked at, for a moment.
 *
 * @param list what the list is of; another list starts over
 * @param ids null while the list is not known
 */
export function useNewcomers(list: string, ids: readonly string[] | null): ReadonlySet<string> {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const known = useRef<{ list: string; ids: Set<string> } | null>(null);
  useEffect(() => {
    if (!ids) return;
    const before = known.current;
    known.current = { list, ids: new Set(ids) };
    if (before?.list !== list) return;
    const oldest = ids.findIndex((id) => before.ids.has(id));
    const came = ids.slice(0, Math.max(0, oldest));
    if (came.length > 0) setFresh(new Set(came));
  }, [list, ids]);
  useEffect(() => {
    if (fresh.size === 0) return;
    const timer = setTimeout(() => setFresh(new Set()), FRESH_MS);
    return () => clearTimeout(timer);
  }, [fresh]);
  return fresh;
}
