import { startWords } from "#shared/i18n/index.ts";
import { mount } from "#shared/ui/Shell.tsx";
import { App } from "./App.tsx";
import en from "./i18n/en.json";
import id from "./i18n/id.json";
import { PartsContext, wireUp } from "./parts.ts";

startWords({ id, en });
const parts = wireUp();
mount(
  <PartsContext.Provider value={parts}>
    <App />
  </PartsContext.Provider>,
);
