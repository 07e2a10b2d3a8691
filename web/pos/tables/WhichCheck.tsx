import { useWords } from "#shared/i18n/index.ts";
import type { CheckSummary, Table } from "#shared/types.ts";
import { Sheet } from "../screens/Sheet.tsx";
import { OpenCheck } from "./OpenCheck.tsx";
import css from "./Tables.module.css";

interface Props {
  table: Table;
  here: CheckSummary[];
  pick: (id: string) => void;
  onClose: () => void;
}

/** Two parties at one table: which one? */
export function WhichCheck({ table, here, pick, onClose }: Props) {
  const { t } = useWords();
  const where = t("pos.check.table", { name: table.name });
  return (
    <Sheet opened onClose={onClose} title={t("pos.tables.which", { table: where })} size={460}>
      <ul className={css.others}>
        {here.map((check) => (
          <li key={check.id}>
            <OpenCheck check={check} tap={() => pick(check.id)} />
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
