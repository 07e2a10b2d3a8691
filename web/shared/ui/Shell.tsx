import "./base.css";
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Broken } from "./Broken.tsx";
import { theme } from "./theme.ts";

const schemes = localStorageColorSchemeManager({ key: "mantine-color-scheme-value" });

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
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={schemes}>
      <QueryClientProvider client={queries}>
        <Broken>{children}</Broken>
      </QueryClientProvider>
    </MantineProvider>
  );
}

export function mount(app: ReactNode): void {
  const root = document.getElementById("root");
  if (!root) throw new Error("the page has no #root");
  createRoot(root).render(
    <StrictMode>
      <Shell>{app}</Shell>
    </StrictMode>,
  );
}
