// Writes shared/api/<server>.ts from the servers' own descriptions of their APIs, so that the types
// the screens use cannot drift from what the servers answer. Untouched when nothing changed.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import openapiTS, { astToString } from "openapi-typescript";

const here = import.meta.dirname;
const folder = path.join(here, "shared/api");
const venv = path.join(here, "../.venv/bin/python");
const python = process.env.TILO_PYTHON ?? (existsSync(venv) ? venv : "python3");
const asked = process.argv.slice(2);

for (const server of asked.length > 0 ? asked : ["edge", "hub"]) {
  const description = execFileSync(python, ["-m", `${server}.cli`, "openapi"], {
    cwd: path.join(here, ".."),
    stdio: ["ignore", "pipe", "inherit"],
    maxBuffer: 64 * 1024 * 1024,
  });
  const types = astToString(await openapiTS(JSON.parse(description.toString())));
  const file = path.join(folder, `${server}.ts`);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(file) || readFileSync(file, "utf8") !== types) writeFileSync(file, types);
}
