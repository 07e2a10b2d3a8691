import { useQuery } from "@tanstack/react-query";
import { useWords } from "#shared/i18n/index.ts";
import type { Welcome } from "#shared/types.ts";
import { Initials } from "#shared/ui/Initials.tsx";
import type { ShownCheck } from "../check/shown.ts";
import { Sheet } from "../screens/Sheet.tsx";
import { client } from "../till.ts";
import { transfer } from "./commands.ts";
import css from "./Sheets.module.css";

const NOT_SELLING = new Set(["kitchen", "inventory"]);

/** Who looks after the party from now on. */
export function TransferSheet({ check, onClose }: { check: ShownCheck; onClose: () => void }) {
  const { t } = useWords();
  const welcome = useQuery({
    queryKey: ["welcome"],
    queryFn: () => client.get<Welcome>("/api/welcome"),
  });
  const now = check.in_charge ?? check.opened_by;
  const staff = (welcome.data?.staff ?? []).filter(
    (each) => each.id !== now.id && !NOT_SELLING.has(each.role),
  );
  return (
    <Sheet opened onClose={onClose} title={t("pos.transfer.title")} size={420}>
      <p className={css.none}>{t("pos.transfer.now", { name: now.name })}</p>
      <ul className={css.list}>
        {staff.map((each) => (
          <li key={each.id}>
            <button
              type="button"
              className={css.person}
              onClick={() => {
                onClose();
                transfer(check.id, each.id, each.name);
              }}
            >
              <Initials name={each.name} colour={each.colour} size={36} />
              {each.name}
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
