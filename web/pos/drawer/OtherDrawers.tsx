import { useWords } from "#shared/i18n/index.ts";
import type { Drawer } from "#shared/types.ts";
import { useMay } from "../hooks.ts";
import css from "./Drawer.module.css";

interface Props {
  drawer: Drawer;
  chosen: string | null;
  onOther: (sessionId: string) => void;
}

/** Drawers of others, for who may count and close them. */
export function OtherDrawers({ drawer, chosen, onOther }: Props) {
  const { t } = useWords();
  const may = useMay("till.others");
  const others = drawer.others.filter(({ id }) => id !== chosen);
  if (!may || others.length === 0) return null;
  return (
    <ul className={css.list} aria-label={t("pos.drawer.others")}>
      {others.map((session) => (
        <li key={session.id}>
          <button type="button" onClick={() => onOther(session.id)}>
            <b>{session.cashier.name}</b>
            <span>{t("pos.drawer.session", { number: session.number })}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
