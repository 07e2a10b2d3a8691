import { Loader } from "@mantine/core";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { useWords } from "#shared/i18n/index.ts";
import { loadDrawer, till } from "../till.ts";
import { CloseDrawer } from "./CloseDrawer.tsx";
import { CountDrawer } from "./CountDrawer.tsx";
import css from "./Drawer.module.css";
import { OpenDrawer } from "./OpenDrawer.tsx";
import { OpenSession } from "./OpenSession.tsx";
import { ReportPage } from "./ReportPage.tsx";

/** What is in hand: the drawer itself, counting it, closing it upon its count, or a report. */
type At = { step: "drawer" | "count" | "close" } | { step: "report"; sessionId: string };

/** The cash drawer, from its float to its Z report. */
export function DrawerPage() {
  const { t } = useWords();
  const drawer = useStore(till, (known) => known.drawer);
  const [at, setAt] = useState<At>({ step: "drawer" });
  const [chosen, choose] = useState<string | null>(null);
  useEffect(() => void loadDrawer(), []);
  const back = () => setAt({ step: "drawer" });
  const see = (sessionId: string) => setAt({ step: "report", sessionId });

  if (at.step === "report") return <ReportPage sessionId={at.sessionId} onBack={back} />;
  if (!drawer) {
    return (
      <p className={css.waiting} role="status">
        <Loader aria-label={t("app.loading")} />
      </p>
    );
  }
  const other = drawer.others.find(({ id }) => id === chosen);
  const session = other ?? drawer.mine;
  if (!session) return <OpenDrawer drawer={drawer} onReport={see} onOther={choose} />;
  if (at.step === "count") {
    return (
      <CountDrawer
        key={session.id}
        drawer={drawer}
        session={session}
        onBack={back}
        onCounted={() => setAt({ step: "close" })}
      />
    );
  }
  if (at.step === "close" && session.count) {
    return (
      <CloseDrawer
        drawer={drawer}
        session={session}
        onBack={back}
        onAgain={() => setAt({ step: "count" })}
        onClosed={() => {
          choose(null);
          see(session.id);
        }}
      />
    );
  }
  return (
    <OpenSession
      drawer={drawer}
      session={session}
      onCount={() => setAt({ step: "count" })}
      onReport={() => see(session.id)}
      onOther={choose}
    />
  );
}
