import { Menu } from "@mantine/core";
import { IconCashRegister, IconSettings, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useWords } from "#shared/i18n/index.ts";
import type { Welcome } from "#shared/types.ts";
import { Initials } from "#shared/ui/Initials.tsx";
import { go } from "../go.ts";
import { useMay, useSignedIn } from "../hooks.ts";
import { client, lockTill } from "../till.ts";
import css from "./Header.module.css";
import { SettingsSheet } from "./SettingsSheet.tsx";

/** Who has the till, at the top right; the fast way to hand it on. */
export function StaffMenu() {
  const { t } = useWords();
  const signedIn = useSignedIn();
  const [settings, setSettings] = useState(false);
  const mayDrawer = useMay("till.read");
  const welcome = useQuery({
    queryKey: ["welcome"],
    queryFn: () => client.get<Welcome>("/api/welcome"),
  });
  if (!signedIn) return null;
  const { name, id } = signedIn.staff;
  const colour = welcome.data?.staff.find((staff) => staff.id === id)?.colour ?? "#4b5563";
  return (
    <div className={css.staff}>
      <Menu position="bottom-end" width={260} withinPortal>
        <Menu.Target>
          <button type="button" aria-label={t("pos.staff.menu", { name })}>
            <Initials name={name} colour={colour} size={36} />
            <span className={css.name}>{name}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconUsers size={20} aria-hidden />} onClick={lockTill}>
            {t("pos.staff.switch")}
          </Menu.Item>
          {mayDrawer ? (
            <Menu.Item
              leftSection={<IconCashRegister size={20} aria-hidden />}
              onClick={() => go("/drawer")}
            >
              {t("pos.drawer")}
            </Menu.Item>
          ) : null}
          <Menu.Item
            leftSection={<IconSettings size={20} aria-hidden />}
            onClick={() => setSettings(true)}
          >
            {t("pos.staff.settings")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <SettingsSheet opened={settings} onClose={() => setSettings(false)} />
    </div>
  );
}
