/// <reference types="vitest/config" />
import path from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// One config for every app: APP says which. The box serves pos and kds, the hub serves office.
const APPS = {
  pos: { server: "edge", port: 5173 },
  kds: { server: "edge", port: 5174 },
  office: { server: "hub", port: 5175 },
} as const;

const ORIGINS = {
  edge: process.env.TILO_BOX ?? "http://127.0.0.1:8000",
  hub: process.env.TILO_HUB ?? "http://127.0.0.1:8080",
};

export default defineConfig(() => {
  const name = (process.env.APP ?? "pos") as keyof typeof APPS;
  const app = APPS[name];
  if (!app) throw new Error(`APP is one of ${Object.keys(APPS).join(", ")}, not ${name}`);
  const here = import.meta.dirname;
  const target = ORIGINS[app.server];
  return {
    root: process.env.VITEST ? here : path.join(here, name),
    base: `/${name}/`,
    publicDir: path.join(here, "shared/public"),
    plugins: [react()],
    build: {
      outDir: path.join(here, "..", app.server, "static", name),
      emptyOutDir: true,
      target: "es2022",
      // The servers' content security policy allows no data: fonts or scripts.
      assetsInlineLimit: 0,
      // A tablet on a weak Wi-Fi reads one file sooner than ten; only lazy screens are split off.
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 700,
    },
    server: {
      port: app.port,
      host: "127.0.0.1",
      proxy: {
        "/api": { target, ws: true },
        "/mqtt": { target, ws: true },
      },
    },
    test: {
      environment: "happy-dom",
      include: ["**/*.test.{ts,tsx}"],
      setupFiles: [path.join(here, "shared/testing.ts")],
      restoreMocks: true,
    },
  };
});
