import { useWords } from "#shared/i18n/index.ts";
import type { Party } from "./check/shown.ts";

type Titled = Pick<Party, "channel" | "table_name" | "name"> & { number?: number | null };

/** What people call a check: its table, its name, or how it leaves the shop. */
export function useTitle(): (check: Titled) => string {
  const { t } = useWords();
  return (check) => {
    if (check.table_name) return t("pos.check.table", { name: check.table_name });
    if (check.name) return check.name;
    return t(check.channel === "take_away" ? "pos.check.take_away" : "pos.check.dine_in");
  };
}
