/**
 * What a list shows is kept in the address, so that it survives a reload and can be sent to
 * somebody.
 */

import { useSearchParams } from "wouter";

/** One value of the address's query; the default is left out of it. */
export function useInAddress(name: string, normal = ""): [string, (value: string) => void] {
  const [params, setParams] = useSearchParams();
  const set = (value: string) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === normal) after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  return [params.get(name) ?? normal, set];
}
