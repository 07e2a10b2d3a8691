import { Button, Stack, Text } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { say } from "../i18n/index.ts";

/** Catches a screen that throws: says so, and offers the one thing that helps. */
export class Broken extends Component<{ children: ReactNode }, { fault: Error | null }> {
  override state: { fault: Error | null } = { fault: null };

  static getDerivedStateFromError(fault: Error) {
    return { fault };
  }

  override render() {
    if (!this.state.fault) return this.props.children;
    return (
      <Stack role="alert" p="xl" align="center" justify="center" h="100%">
        <Text size="lg" fw={600} ta="center">
          {say("app.broken")}
        </Text>
        <Text size="sm" c="dimmed">
          {this.state.fault.message}
        </Text>
        <Button onClick={() => window.location.reload()}>{say("app.reload")}</Button>
      </Stack>
    );
  }
}
