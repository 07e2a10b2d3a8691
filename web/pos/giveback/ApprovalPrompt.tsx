import { useQueryClient } from "@tanstack/react-query";
import { useStore } from "zustand";
import { Witness } from "../drawer/Witness.tsx";
import { sender } from "../till.ts";
import { approvedBody, wanted } from "./approval.ts";

/** Somebody else's PIN for the one thing that was just refused; nobody is signed out. */
export function ApprovalPrompt() {
  const now = useStore(wanted, (asked) => asked.now);
  const queries = useQueryClient();
  if (!now) return null;
  const close = () => wanted.setState({ now: null });
  const again = async (approvalId: string) => {
    close();
    const { lane, path, intent, needs, makes } = now.sending;
    const body = approvedBody(now.sending, approvalId);
    try {
      await sender.send({ lane, path, body, intent, needs, makes });
      await queries.invalidateQueries();
    } catch {
      // Said at the foot of the screen.
    }
  };
  return (
    <Witness
      key={now.sending.id}
      permission={now.permission}
      shareBp={now.shareBp}
      onApproved={(approvalId) => void again(approvalId)}
      onClose={close}
    />
  );
}
