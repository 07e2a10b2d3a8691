import { useEffect } from "react";
import { refreshCheck } from "../till.ts";
import { checks } from "./store.ts";

/** A check taken up from a list is only a row so far: read the whole of it. */
export function useFreshCheck(id: string): void {
  useEffect(() => {
    const { whole, open } = checks.getState();
    if (!whole[id] && open[id]) void refreshCheck(id);
  }, [id]);
}
