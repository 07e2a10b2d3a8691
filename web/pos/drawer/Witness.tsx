import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useWords } from "#shared/i18n/index.ts";
import { Refusal } from "#shared/refusal.ts";
import type { StaffTile } from "#shared/types.ts";
import { Initials } from "#shared/ui/Initials.tsx";
import { PinPad } from "#shared/ui/PinPad.tsx";
import { useSignedIn } from "../hooks.ts";
import { Sheet } from "../screens/Sheet.tsx";
import { client } from "../till.ts";
import css from "./Drawer.module.css";

interface Props {
  permission: string;
  /** How much of a check a discount would take off, in basis points. */
  shareBp?: number;
  onApproved: (approvalId: string) => void;
  onClose: () => void;
}

/** A second person agrees with their PIN; whoever has the till stays signed in. */
export function Witness({ permission, shareBp = 0, onApproved, onClose }: Props) {
  const { t } = useWords();
  const me = useSignedIn()?.staff.id;
  const [who, setWho] = useState<StaffTile | null>(null);
  const approvers = useQuery({
    queryKey: ["approvers", permission, shareBp],
    queryFn: () =>
      client.get<{ people: StaffTile[] }>(
        `/api/approvers?permission=${permission}&share_bp=${shareBp}`,
      ),
  });
  const people = (approvers.data?.people ?? []).filter(({ id }) => id !== me);
  return (
    <Sheet opened onClose={onClose} title={t("pos.drawer.witness")} size={440}>
      {who ? (
        <Pin key={who.id} who={who} permission={permission} onApproved={onApproved} />
      ) : (
        <ul className={css.list}>
          {people.map((person) => (
            <li key={person.id}>
              <button type="button" onClick={() => setWho(person)}>
                <Initials name={person.name} colour={person.colour} size={40} />
                <b>{person.name}</b>
                <span>{t(`role.${person.role}`)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}

function Pin(props: {
  who: StaffTile;
  permission: string;
  onApproved: (approvalId: string) => void;
}) {
  const { t, lang } = useWords();
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState(0);
  const [said, setSaid] = useState("");
  const { who, permission, onApproved } = props;
  const send = async (pin: string) => {
    setBusy(true);
    setSaid("");
    try {
      const body = { staff_id: who.id, pin, permission };
      const given = await client.post<{ approval_id: string }>("/api/approvals", body);
      onApproved(given.approval_id);
    } catch (fault) {
      setSaid(fault instanceof Refusal ? fault.sentence(lang) : t("sign_in.unreachable"));
      setRefusals((count) => count + 1);
      setBusy(false);
    }
  };
  return (
    <div className={css.witness}>
      <Initials name={who.name} colour={who.colour} size={56} />
      <h3>{t("sign_in.pin", { name: who.name })}</h3>
      <p role="alert">{said}</p>
      <PinPad busy={busy} refusals={refusals} onPin={send} />
    </div>
  );
}
