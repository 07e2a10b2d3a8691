import { VisuallyHidden } from "@mantine/core";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

const said = createStore<{ text: string }>(() => ({ text: "" }));

/** Says a sentence to a screen reader. */
export function announce(text: string): void {
  said.setState({ text });
}

export function Announcer() {
  const text = useStore(said, (state) => state.text);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {text}
    </VisuallyHidden>
  );
}
