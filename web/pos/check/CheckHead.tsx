import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArrowsMove,
  IconChevronDown,
  IconDiscount,
  IconDots,
  IconFileOff,
  IconHistory,
  IconPaperBag,
  IconPencil,
  IconPlus,
  IconToolsKitchen2,
  IconUser,
} from "@tabler/icons-react";
import { useState } from "react";
import { useWords } from "#shared/i18n/index.ts";
import type { Channel } from "#shared/types.ts";
import { hourMinute } from "#shared/ui/clock.ts";
import { nameCheck, setChannel, setCovers } from "../commands.ts";
import { amendParty, desk, newCheck } from "../desk.ts";
import { DiscountSheet } from "../giveback/DiscountSheet.tsx";
import { go } from "../go.ts";
import { useDeskParty, useMay, useZone } from "../hooks.ts";
import { type Between, CheckActions, CheckSheets } from "../split/CheckActions.tsx";
import { useTitle } from "../title.ts";
import css from "./CheckPanel.module.css";
import { CoversSheet } from "./CoversSheet.tsx";
import { NameSheet } from "./NameSheet.tsx";
import type { ShownCheck } from "./shown.ts";
import { VoidCheckSheet } from "./VoidCheckSheet.tsx";

interface Props {
  check: ShownCheck | null;
  onClose?: () => void;
}

type Open = "covers" | "name" | "void" | "discount" | Between | null;

/** Whose check it is, and what can be done with the whole of it. */
export function CheckHead({ check, onClose }: Props) {
  const { t } = useWords();
  const title = useTitle();
  const zone = useZone();
  const party = useDeskParty();
  const [open, setOpen] = useState<Open>(null);
  const mayHistory = useMay("sales.history");
  const who = check ?? party;
  const live = check === null || check.state === "open";
  const close = () => setOpen(null);
  const born = check
    ? [
        check.number ? t("pos.check.number", { number: check.number }) : t("pos.check.new"),
        hourMinute(check.opened_at_ms, zone),
        (check.in_charge ?? check.opened_by).name,
      ].join(" · ")
    : t("pos.check.new");
  return (
    <header className={css.head}>
      {onClose ? (
        <ActionIcon aria-label={t("app.close")} onClick={onClose}>
          <IconChevronDown aria-hidden />
        </ActionIcon>
      ) : null}
      <div className={css.title}>
        <h2>{title(who)}</h2>
        <p>{born}</p>
      </div>
      {live ? (
        <button
          type="button"
          className={css.covers}
          aria-label={t("pos.check.covers")}
          onClick={() => setOpen("covers")}
        >
          <IconUser size={20} aria-hidden />
          {who.covers > 0 ? who.covers : ""}
        </button>
      ) : null}
      <ActionIcon aria-label={t("pos.check.another")} onClick={() => newCheck()}>
        <IconPlus aria-hidden />
      </ActionIcon>
      {live ? <Actions check={check} open={setOpen} /> : null}
      {!live && mayHistory ? (
        <ActionIcon aria-label={t("pos.history")} onClick={() => setOpen("history")}>
          <IconHistory aria-hidden />
        </ActionIcon>
      ) : null}
      {open === "covers" ? (
        <CoversSheet
          covers={who.covers}
          onClose={close}
          save={(covers) => (check ? setCovers(check.id, covers) : amendParty({ covers }))}
        />
      ) : null}
      {open === "name" ? (
        <NameSheet
          name={who.name ?? ""}
          onClose={close}
          save={(name) => (check ? nameCheck(check, name) : amendParty({ name }))}
        />
      ) : null}
      {check ? <CheckSheets check={check} open={open} onClose={close} /> : null}
      {open === "discount" && check ? <DiscountSheet checkId={check.id} onClose={close} /> : null}
      {open === "void" && check ? <VoidCheckSheet check={check} onClose={close} /> : null}
    </header>
  );
}

function Actions({ check, open }: { check: ShownCheck | null; open: (what: Open) => void }) {
  const { t } = useWords();
  const party = useDeskParty();
  const mayDiscount = useMay("sales.discount");
  const other = (check ?? party).channel === "take_away" ? "dine_in" : "take_away";
  const icon =
    other === "dine_in" ? (
      <IconToolsKitchen2 size={20} aria-hidden />
    ) : (
      <IconPaperBag size={20} aria-hidden />
    );
  const turn = (channel: Channel) => (check ? setChannel(check, channel) : amendParty({ channel }));
  const move = () => {
    if (check) desk.setState({ moving: check.id });
    go("/tables");
  };
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon aria-label={t("pos.check.menu")}>
          <IconDots aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconArrowsMove size={20} aria-hidden />} onClick={move}>
          {t("pos.check.move")}
        </Menu.Item>
        <Menu.Item leftSection={icon} onClick={() => turn(other)}>
          {t(`pos.check.${other}`)}
        </Menu.Item>
        <Menu.Item leftSection={<IconPencil size={20} aria-hidden />} onClick={() => open("name")}>
          {t("pos.check.name")}
        </Menu.Item>
        {check?.number ? <CheckActions check={check} open={open} /> : null}
        {check && mayDiscount ? (
          <Menu.Item
            leftSection={<IconDiscount size={20} aria-hidden />}
            onClick={() => open("discount")}
          >
            {t("pos.discount.check")}
          </Menu.Item>
        ) : null}
        {check ? (
          <>
            <Menu.Divider my={12} />
            <Menu.Item
              color="var(--tilo-bad)"
              leftSection={<IconFileOff size={20} aria-hidden />}
              onClick={() => open("void")}
            >
              {t("pos.check.void")}
            </Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
