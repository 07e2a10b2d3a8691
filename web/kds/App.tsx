import { Loader } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { useWords } from "#shared/i18n/index.ts";
import { keep, readKept } from "#shared/kept.ts";
import type { Menu } from "#shared/types.ts";
import { SignIn } from "#shared/ui/SignIn.tsx";
import type { TextSize } from "./metrics.ts";
import type { Parts } from "./parts.ts";
import { RunningContext } from "./running.ts";
import { Announcer } from "./screens/Announcer.tsx";
import { Board } from "./screens/Board.tsx";
import { Stations } from "./screens/Stations.tsx";

/** Sign in once, choose the stations once; from then on the screen opens on its board. */
export function App({ parts }: { parts: Parts }) {
  const { t } = useWords();
  const { client, keeper } = parts;
  const signedIn = useStore(keeper.state, (state) => state.signedIn !== null);
  useEffect(() => {
    document.title = `${t("kds.title")} · TiloPOS`;
  }, [t]);
  if (!signedIn) return <SignIn client={client} keeper={keeper} device={parts.device} />;
  return <Screen parts={parts} />;
}

function Screen({ parts }: { parts: Parts }) {
  const { client, kitchen, sender, keeper } = parts;
  const [chosen, choose] = useState(keptStations);
  const [choosing, setChoosing] = useState(false);
  const [size, setSize] = useState(keptSize);
  const menu = useQuery({ queryKey: ["menu"], queryFn: () => client.get<Menu>("/api/menu") });
  const running = useMemo(() => {
    const stations = new Map(menu.data?.stations.map((station) => [station.id, station]));
    return {
      kitchen,
      sender,
      client,
      keeper,
      stations,
      zone: menu.data?.outlet.zone ?? "Asia/Jakarta",
    };
  }, [menu.data, kitchen, sender, client, keeper]);

  const known = menu.data?.stations ?? [];
  const shown = chosen.filter((id) => running.stations.has(id)).join();
  const ready = shown !== "" && !choosing;
  useEffect(() => {
    if (!ready) return;
    kitchen.start(shown.split(","));
    return () => kitchen.stop();
  }, [kitchen, shown, ready]);

  if (!menu.data) return <Waiting />;
  if (!ready) {
    const start = (stations: string[]) => {
      keep("kds.stations", stations.join());
      choose(stations);
      setChoosing(false);
    };
    return <Stations stations={known} chosen={chosen} start={start} />;
  }
  const resize = (next: TextSize) => {
    keep("kds.size", next);
    setSize(next);
  };
  return (
    <RunningContext.Provider value={running}>
      <Board size={size} setSize={resize} changeStations={() => setChoosing(true)} />
      <Announcer />
    </RunningContext.Provider>
  );
}

function Waiting() {
  const { t } = useWords();
  return (
    <main style={{ display: "grid", placeItems: "center", height: "100%" }}>
      <Loader size="lg" aria-label={t("app.loading")} />
    </main>
  );
}

function keptStations(): string[] {
  return (readKept("kds.stations") ?? "").split(",").filter(Boolean);
}

function keptSize(): TextSize {
  const kept = readKept("kds.size");
  return kept === "s" || kept === "l" ? kept : "m";
}
