import { startWords } from "#shared/i18n/index.ts";
import { keepOffline } from "#shared/offline.ts";
import { mount } from "#shared/ui/Shell.tsx";
import en from "./i18n/en.json";
import id from "./i18n/id.json";
import { App } from "./screens/App.tsx";

startWords({ id, en });
mount(<App />);
keepOffline();
