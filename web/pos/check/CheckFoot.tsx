import { Button } from "@mantine/core";
import { IconCash, IconFlame } from "@tabler/icons-react";
import { useWords } from "#shared/i18n/index.ts";
import { rupiah } from "#shared/ui/rupiah.ts";
import { newCheck, takeUp } from "../desk.ts";
import { go } from "../go.ts";
import { Courses } from "../split/Courses.tsx";
import { undoOperation } from "../split/commands.ts";
import { useActs } from "./acts.ts";
import css from "./CheckPanel.module.css";
import type { ShownCheck } from "./shown.ts";

/** The total, Fire and Pay: always in sight. */
export function CheckFoot({ check }: { check: ShownCheck | null }) {
  const { t } = useWords();
  if (check && check.state !== "open") return <Ended check={check} />;
  return (
    <footer className={css.foot}>
      <Total check={check} />
      <Courses check={check} />
      <FireAndPay check={check} words={t} />
    </footer>
  );
}

export function Total({ check }: { check: ShownCheck | null }) {
  const { t } = useWords();
  const owed = check?.totals;
  const part = check?.state === "open" && check.totals.paid > 0;
  const amount = rupiah((part ? owed?.balance : owed?.total) ?? 0);
  const settled = check?.settled ?? true;
  return (
    <div className={css.sum} data-unsettled={settled ? undefined : true}>
      <span>{t(part ? "pos.total.balance" : "pos.total")}</span>
      <output aria-live="polite" aria-label={t("pos.total.live", { total: amount })}>
        {amount}
      </output>
    </div>
  );
}

interface Keys {
  check: ShownCheck | null;
  words: ReturnType<typeof useWords>["t"];
}

export function FireAndPay({ check, words: t }: Keys) {
  const acts = useActs(check);
  return (
    <div className={css.acts}>
      <Button
        h={64}
        px="xs"
        fz={18}
        color="ember"
        disabled={!acts.canFire}
        leftSection={<IconFlame size={22} aria-hidden />}
        aria-keyshortcuts="F8"
        onClick={acts.fire}
      >
        {acts.drafts > 0 ? t("pos.fire.count", { count: acts.drafts }) : t("pos.fire")}
      </Button>
      <Button
        h={64}
        px="xs"
        fz={20}
        disabled={!acts.canPay}
        leftSection={<IconCash size={24} aria-hidden />}
        aria-keyshortcuts="F9"
        onClick={acts.pay}
      >
        {t("pos.pay")}
      </Button>
    </div>
  );
}

function Ended({ check }: { check: ShownCheck }) {
  const { t } = useWords();
  if (check.merged_into) return <Merged check={check} into={check.merged_into} />;
  const voided = check.state === "voided";
  return (
    <footer className={css.foot}>
      <Total check={check} />
      <p className={css.ended} data-voided={voided || undefined} role="status">
        {t(voided ? "pos.check.voided" : "pos.check.closed")}
      </p>
      <div className={css.acts}>
        {voided ? (
          <span />
        ) : (
          <Button h={64} variant="default" onClick={() => go(`/closed/${check.id}`)}>
            {t("pos.check.see_receipt")}
          </Button>
        )}
        <Button h={64} fz={18} onClick={() => newCheck()}>
          {t("pos.check.another")}
        </Button>
      </div>
    </footer>
  );
}

/** Its lines are on another check now. */
function Merged({ check, into }: { check: ShownCheck; into: { id: string; number: number } }) {
  const { t } = useWords();
  const { last_operation: operation } = check;
  return (
    <footer className={css.foot}>
      <p className={css.ended} role="status">
        {t("pos.check.merged", { number: into.number })}
      </p>
      <div className={css.acts}>
        {operation ? (
          <Button h={64} variant="default" onClick={() => undoOperation(check.id, operation)}>
            {t("pos.split.undo")}
          </Button>
        ) : (
          <span />
        )}
        <Button h={64} fz={18} onClick={() => takeUp(into.id)}>
          {t("pos.check.number", { number: into.number })}
        </Button>
      </div>
    </footer>
  );
}
