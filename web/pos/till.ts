import { createStore } from "zustand/vanilla";
import { Client } from "#shared/client.ts";
import { Live, type LiveStatus, liveUrl } from "#shared/live.ts";
import { Refusal } from "#shared/refusal.ts";
import { Sender, type Sending } from "#shared/sender.ts";
import { SessionKeeper } from "#shared/session.ts";
import { indexedShelf } from "#shared/shelf.ts";
import type { BoxState, Check, CheckSummary, Drawer, LiveMessage, Menu } from "#shared/types.ts";
import { rememberDeskCheck } from "./check/remembered.ts";
import { behind, checks, mergeCheck, mergeOpen } from "./check/store.ts";
import { desk, leftOnDesk } from "./desk.ts";
import { wantsApproval } from "./giveback/approval.ts";
import { type Card, cardOf, withSoldOut } from "./menu.ts";
import { refused } from "./notices.ts";
import { ItemIndex } from "./order/search.ts";

/** This till's wires: who has it, what it asks, what it sends, what it hears. */
export interface Till {
  live: LiveStatus;
  state: BoxState | null;
  menu: Card | null;
  index: ItemIndex;
  drawer: Drawer | null;
}

export const till = createStore<Till>(() => ({
  live: "connecting",
  state: null,
  menu: null,
  index: new ItemIndex([]),
  drawer: null,
}));

export const keeper = new SessionKeeper("pos");
export const client = new Client({ token: keeper.token });
export const sender = new Sender({
  client,
  token: keeper.token,
  shelf: indexedShelf("tilo-pos"),
  signedOut: (token) => {
    keeper.expire(token);
    return keeper.arrival();
  },
  answered: (_, answer) => {
    if (isCheck(answer)) mergeCheck(answer);
    else for (const check of checksOf(answer)) mergeCheck(check);
  },
  refused: (sending, refusal) => {
    const mine = sending.token === keeper.token();
    if (!(mine && wantsApproval(sending, refusal))) refused(refusal);
    if (sending.path.startsWith("/api/checks/")) void refreshCheck(sending.lane);
  },
});

const live = new Live<LiveMessage>({
  url: liveUrl(),
  token: keeper.token,
  onMessage: hear,
  onStatus: (status) => till.setState({ live: status }),
  onFailed: () => void probe(),
});

let started = false;

/** Begins once somebody is signed in, and goes on until the page is closed. */
export function startTill(): void {
  live.hurry();
  if (started) return;
  started = true;
  rememberDeskCheck();
  desk.subscribe(({ checkId }) => readWhole(checkId));
  live.start();
  void sender.resume();
  void loadOpen();
  // The desk's check first: a tap must know whether the box has it open already.
  void (leftOnDesk ? refreshCheck(leftOnDesk) : Promise.resolve()).finally(loadMenu);
}

/** Gives the screen to the next person. The check stays; so do commands on their way. */
export function lockTill(): void {
  const idle = sender.sending.getState().length === 0;
  keeper.leave(idle ? client : undefined);
}

/** A check taken up from a list is only a row so far. */
function readWhole(id: string): void {
  const { whole, open } = checks.getState();
  if (!whole[id] && open[id]) void refreshCheck(id);
}

export async function refreshCheck(id: string): Promise<void> {
  try {
    mergeCheck(await client.get<Check>(`/api/checks/${id}`));
  } catch {
    // Unknown or unreachable; the live feed brings it when it can.
  }
}

export async function loadOpen(): Promise<void> {
  const before = checks.getState();
  try {
    const { checks: list } = await client.get<{ checks: CheckSummary[] }>("/api/checks?state=open");
    mergeOpen(list, before);
    for (const id of behind(list)) void refreshCheck(id);
  } catch (fault) {
    leaveIfSignedOut(fault);
  }
}

/** The drawer this person sells into; a cook has none. */
export async function loadDrawer(): Promise<void> {
  if (!keeper.may("till.read")) {
    till.setState({ drawer: null });
    return;
  }
  try {
    till.setState({ drawer: await client.get<Drawer>("/api/till") });
  } catch (fault) {
    leaveIfSignedOut(fault);
  }
}

let loading = false;
let askedAgain = false;

/** Reads the menu until it is there. The till shows the last one meanwhile. */
export async function loadMenu(): Promise<void> {
  askedAgain = loading;
  if (loading) return;
  loading = true;
  try {
    for (let wait = 300; ; wait = Math.min(5000, wait * 2)) {
      try {
        setMenu(cardOf(await client.get<Menu>("/api/menu")));
        // What was asked for meanwhile may be newer than the answer.
        if (!askedAgain) return;
        askedAgain = false;
      } catch (fault) {
        leaveIfSignedOut(fault);
        if (fault instanceof Refusal && fault.signedOut) await keeper.arrival();
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  } finally {
    loading = false;
  }
}

function setMenu(menu: Card): void {
  till.setState({ menu, index: new ItemIndex(menu.items) });
}

/** 86 and back, as it is heard or tapped. */
export function markSoldOut(itemId: string, soldOut: boolean): void {
  const { menu } = till.getState();
  if (menu) setMenu(withSoldOut(menu, itemId, soldOut));
}

function hear(message: LiveMessage): void {
  switch (message.t) {
    case "hello":
      till.setState({ state: message.state });
      // Also for what was 86'd meanwhile, which has no part in the menu's revision.
      void loadMenu();
      void loadOpen();
      void loadDrawer();
      break;
    case "till":
      void loadDrawer();
      break;
    case "check":
      mergeCheck(message.check);
      break;
    case "menu":
      if (message.rev !== till.getState().menu?.rev) void loadMenu();
      void loadDrawer(); // how the outlet handles its drawers is a setting too
      break;
    case "sold_out":
      markSoldOut(message.item_id, message.sold_out);
      askedAgain ||= loading; // the menu on its way may be older than this
      break;
    case "state":
      till.setState({ state: message.state });
      break;
  }
}

/** A refused handshake looks like a broken wire; only a plain question tells them apart. */
async function probe(): Promise<void> {
  const token = keeper.token();
  try {
    await client.get("/api/session");
  } catch (fault) {
    if (fault instanceof Refusal && fault.signedOut) keeper.expire(token);
  }
}

function leaveIfSignedOut(fault: unknown): void {
  if (fault instanceof Refusal && fault.signedOut) keeper.leave();
}

function isCheck(answer: unknown): answer is Check {
  return typeof answer === "object" && answer !== null && "lines" in answer && "rev" in answer;
}

/** What an operation between checks is answered with. */
function checksOf(answer: unknown): Check[] {
  const { checks: list } = (answer ?? {}) as { checks?: unknown };
  return Array.isArray(list) ? list.filter(isCheck) : [];
}

export type { Sending };
