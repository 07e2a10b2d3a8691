// Builds every app that exists into the package of the server that hands it out.
import { existsSync } from "node:fs";
import path from "node:path";
import { build } from "vite";

const here = import.meta.dirname;
const asked = process.argv.slice(2);
const apps = (asked.length ? asked : ["pos", "kds", "office"]).filter((app) =>
  existsSync(path.join(here, app, "index.html")),
);

for (const app of apps) {
  process.env.APP = app;
  await build({ configFile: path.join(here, "vite.config.ts") });
}
