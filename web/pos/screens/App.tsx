import { useEffect } from "react";
import { useStore } from "zustand";
import { useWords } from "#shared/i18n/index.ts";
import { deviceName } from "#shared/kept.ts";
import { Banners } from "#shared/ui/Banners.tsx";
import { SignIn } from "#shared/ui/SignIn.tsx";
import { OpenDrawerOffer } from "../drawer/OpenDrawerOffer.tsx";
import { ApprovalPrompt } from "../giveback/ApprovalPrompt.tsx";
import { useDeskCheck, useSignedIn, useZone } from "../hooks.ts";
import { useAutoLock } from "../lock.ts";
import { client, keeper, loadDrawer, sender, startTill, till } from "../till.ts";
import { useTitle } from "../title.ts";
import css from "./App.module.css";
import { Header } from "./Header.tsx";
import { NoticeBar } from "./NoticeBar.tsx";
import { Routes } from "./Routes.tsx";

/** The till: a lock in front, and behind it whatever the last person left on the desk. */
export function App() {
  const signedIn = useSignedIn();
  useEffect(() => {
    if (!signedIn) return;
    startTill();
    void loadDrawer();
  }, [signedIn]);
  return signedIn ? <Desk /> : <Locked />;
}

function Desk() {
  useAutoLock();
  return (
    <div className={css.desk}>
      <Header />
      <Down />
      <OpenDrawerOffer />
      <main className={css.body}>
        <Routes />
      </main>
      <NoticeBar />
      <ApprovalPrompt />
    </div>
  );
}

function Down() {
  const live = useStore(till, (known) => known.live);
  const state = useStore(till, (known) => known.state);
  const waiting = useStore(sender.sending, (all) => all.length);
  return <Banners live={live} state={state} waiting={waiting} zone={useZone()} />;
}

function Locked() {
  const { t } = useWords();
  const check = useDeskCheck();
  const title = useTitle();
  const kept = check?.state === "open" && check.lines.length > 0;
  return (
    <SignIn
      client={client}
      keeper={keeper}
      device={deviceName("pos")}
      notice={kept ? t("pos.lock.behind", { what: title(check) }) : null}
    />
  );
}
