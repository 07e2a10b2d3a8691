import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Redirect, Route, Router, Switch } from "wouter";
import { useStore } from "zustand";
import { useWords } from "#shared/i18n/index.ts";
import { useParts } from "./parts.ts";
import { useLive } from "./queries.ts";
import { Frame } from "./screens/Frame.tsx";
import { Outlet } from "./screens/Outlet.tsx";
import { Outlets } from "./screens/Outlets.tsx";
import { SignIn } from "./screens/SignIn.tsx";

export function App() {
  const { t } = useWords();
  const { keeper } = useParts();
  const signedIn = useStore(keeper.state, (state) => state.signedIn !== null);
  const queries = useQueryClient();
  useEffect(() => {
    document.title = `${t("office.title")} · TiloPOS`;
  }, [t]);
  useEffect(() => {
    // The next person on this computer sees nothing of the last one's.
    if (!signedIn) queries.clear();
  }, [signedIn, queries]);
  return <Router base="/office">{signedIn ? <Office /> : <SignIn />}</Router>;
}

function Office() {
  useLive();
  return (
    <Frame>
      <Switch>
        <Route path="/" component={Outlets} />
        <Route path="/outlets/:outlet">
          {({ outlet }) => <Outlet key={outlet} outlet={outlet} page="sales" />}
        </Route>
        <Route path="/outlets/:outlet/receipts">
          {({ outlet }) => <Outlet key={outlet} outlet={outlet} page="receipts" />}
        </Route>
        <Route path="/outlets/:outlet/menu">
          {({ outlet }) => <Outlet key={outlet} outlet={outlet} page="menu" />}
        </Route>
        <Route>
          <Redirect to="/" replace />
        </Route>
      </Switch>
    </Frame>
  );
}
