import { startWords } from "#shared/i18n/index.ts";
import { mount } from "#shared/ui/Shell.tsx";
import { App } from "./App.tsx";
import en from "./i18n/en.json";
import id from "./i18n/id.json";
import { wireUp } from "./parts.ts";
import { wakeSound } from "./sounds.ts";

startWords({ id, en });
window.addEventListener("pointerdown", wakeSound);
window.addEventListener("keydown", wakeSound);
const parts = wireUp();
mount(<App parts={parts} />);
