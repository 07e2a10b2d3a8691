import "./base.css";
import {
  localStorageColorSchemeManager,
  type MantineColorScheme,
  MantineProvider,
} from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Broken } from "./Broken.tsx";
import { theme } from "./theme.ts";
import { adoptVariables } from "./variables.ts";

/** The page says which scheme it starts with and where its own choice is kept; `scheme.js` reads the same. */
const { schemeKey, schemeDefault } = document.documentElement.dataset;
const schemes = localStorageColorSchemeManager({ key: schemeKey ?? "mantine-color-scheme-value" });
const startingScheme = (schemeDefault ?? "auto") as MantineColorScheme;

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: true,
      retryDelay: (attempt) => Math.min(5000, 300 * 2 ** attempt),
      // A till on a LAN without internet is not offline.
      networkMode: "always",
      refetchOnWindowFocus: false,
      staleTime: Number.POSITIVE_INFINITY,
    },
    mutations: { networkMode: "always" },
  },
});

/** Theme, queries and the last net under a screen that breaks. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme={startingScheme}
      colorSchemeManager={schemes}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queries}>
        <Broken>{children}</Broken>
      </QueryClientProvider>
    </MantineProvider>
  );
}

export function mount(app: ReactNode): void {
  const root = document.getElementById("root");
  if (!root) throw new Error("the page has no #root");
  adoptVariables(theme);
  createRoot(root).render(
    <StrictMode>
      <Shell>{app}</Shell>
    </StrictMode>,
  );
}
