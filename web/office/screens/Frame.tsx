import { Menu, useMantineColorScheme } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import {
  IconBroadcast,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconPlugConnectedX,
  IconSearch,
  IconSun,
  IconUserCircle,
} from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import { useStore } from "zustand";
import { setLanguage, useWords } from "#shared/i18n/index.ts";
import { useParts } from "../parts.ts";
import css from "./Frame.module.css";
import { Palette } from "./Palette.tsx";

/** The header every page stands under. */
export function Frame({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const [palette, setPalette] = useState(false);
  useHotkeys([["mod+K", () => setPalette((open) => !open)]], []);
  return (
    <div className={css.frame}>
      <header className={css.bar}>
        <Link href="/" className={css.brand}>
          TiloPOS <span>{t("office.title")}</span>
        </Link>
        <button type="button" className={css.search} onClick={() => setPalette(true)}>
          <IconSearch aria-hidden />
          <span>{t("office.palette.open")}</span>
          <kbd>{isApple() ? "⌘K" : "Ctrl K"}</kbd>
        </button>
        <Connection />
        <Account />
      </header>
      <div className={css.body}>{children}</div>
      {palette ? <Palette close={() => setPalette(false)} /> : null}
    </div>
  );
}

/** Whether figures move by themselves just now. */
function Connection() {
  const { t } = useWords();
  const { wire } = useParts();
  const status = useStore(wire.state, (state) => state.status);
  const live = status === "live";
  return (
    <span className={css.live} data-live={live} role="status" title={t(`office.live.${status}`)}>
      {live ? <IconBroadcast aria-hidden /> : <IconPlugConnectedX aria-hidden />}
      <span>{t(`office.live.${status}`)}</span>
    </span>
  );
}

function Account() {
  const { t, lang } = useWords();
  const { keeper, client } = useParts();
  const user = useStore(keeper.state, (state) => state.signedIn?.user);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const other = lang === "id" ? "en" : "id";
  return (
    <Menu position="bottom-end" width={260} withinPortal>
      <Menu.Target>
        <button
          type="button"
          className={css.account}
          aria-label={`${user?.name ?? ""}: ${t("office.account")}`}
        >
          <IconUserCircle aria-hidden />
          <span>{user?.name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown className={css.menu}>
        <Menu.Label>{user?.email}</Menu.Label>
        <Menu.Item
          leftSection={<IconLanguage size={20} aria-hidden />}
          lang={other}
          onClick={() => setLanguage(other)}
        >
          {t("app.language.other")}
        </Menu.Item>
        {(["light", "dark", "auto"] as const).map((scheme) => (
          <Menu.Item
            key={scheme}
            leftSection={
              scheme === "light" ? (
                <IconSun size={20} aria-hidden />
              ) : (
                <IconMoon size={20} aria-hidden />
              )
            }
            aria-current={colorScheme === scheme}
            onClick={() => setColorScheme(scheme)}
          >
            {t("app.scheme")}: {t(`app.scheme.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={20} aria-hidden />}
          onClick={() => keeper.leave(client)}
        >
          {t("office.sign_out")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
