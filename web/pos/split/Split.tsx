import { ActionIcon, Button, SegmentedControl } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { useWords } from "#shared/i18n/index.ts";
import type { ShownCheck } from "../check/shown.ts";
import { desk } from "../desk.ts";
import { go } from "../go.ts";
import { useCheck } from "../hooks.ts";
import { useTitle } from "../title.ts";
import { ByItem } from "./ByItem.tsx";
import { BySeat } from "./BySeat.tsx";
import { Shares } from "./Shares.tsx";
import css from "./Split.module.css";

type How = "item" | "seat" | "shares";

/** Dividing the check of the desk: by item, by seat, or what is owed among payers. */
export function Split() {
  const checkId = useStore(desk, (lying) => lying.checkId);
  const check = useCheck(checkId);
  const open = check?.state === "open" && check.lines.length > 0;
  useEffect(() => {
    if (!open) go("/");
  }, [open]);
  return check && open ? <SplitCheck check={check} /> : null;
}

function SplitCheck({ check }: { check: ShownCheck }) {
  const { t } = useWords();
  const title = useTitle();
  const paid = check.payments.length > 0;
  const [how, setHow] = useState<How>(paid ? "shares" : "item");
  return (
    <div className={css.page}>
      <header className={css.head}>
        <ActionIcon aria-label={t("app.back")} onClick={() => go("/")}>
          <IconArrowLeft aria-hidden />
        </ActionIcon>
        <h2>{t("pos.split.title", { what: title(check) })}</h2>
        <SegmentedControl
          className={css.how ?? ""}
          aria-label={t("pos.split.how")}
          value={how}
          onChange={(value) => setHow(value as How)}
          data={[
            { value: "item", label: t("pos.split.item"), disabled: paid },
            { value: "seat", label: t("pos.split.seat"), disabled: paid },
            { value: "shares", label: t("pos.split.shares") },
          ]}
        />
      </header>
      {how === "item" ? <ByItem check={check} /> : null}
      {how === "seat" ? <BySeat check={check} /> : null}
      {how === "shares" ? <Shares check={check} /> : null}
    </div>
  );
}

/** The foot of every way: what it does, on one wide button. */
export function Act(props: { words: string; disabled: boolean; act: () => void }) {
  return (
    <div className={css.foot}>
      <Button h={64} fz={20} fullWidth disabled={props.disabled} onClick={props.act}>
        {props.words}
      </Button>
    </div>
  );
}
