import { useWords } from "#shared/i18n/index.ts";
import type { ShownCheck } from "../check/shown.ts";
import { takeUp } from "../desk.ts";
import { useOpenChecks } from "../hooks.ts";
import { Sheet } from "../screens/Sheet.tsx";
import { OpenCheck } from "../tables/OpenCheck.tsx";
import { useTitle } from "../title.ts";
import { mergeCheck } from "./commands.ts";
import css from "./Sheets.module.css";

/** Which check this one joins. The desk goes on with that one. */
export function MergeSheet({ check, onClose }: { check: ShownCheck; onClose: () => void }) {
  const { t } = useWords();
  const title = useTitle();
  const others = useOpenChecks().filter((each) => each.id !== check.id && each.number > 0);
  return (
    <Sheet opened onClose={onClose} title={t("pos.merge.title", { what: title(check) })} size={460}>
      {others.length === 0 ? <p className={css.none}>{t("pos.merge.none")}</p> : null}
      <ul className={css.list}>
        {others.map((each) => (
          <li key={each.id}>
            <OpenCheck
              check={each}
              tap={() => {
                onClose();
                mergeCheck(check.id, each.id, title(each)).then(
                  () => takeUp(each.id),
                  () => undefined,
                );
              }}
            />
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
