import { useSyncExternalStore } from "react";
import type { RoomState } from "@/components/rooms/room-state";
import type { Command } from "@/components/softphone/command";
import { noteHangUp, noteTalk } from "@/components/softphone/enabled";
import { askForMicrophone, isMicrophoneAllowed } from "@/components/softphone/microphone";
import { openPhone } from "@/components/softphone/phone";
import type { ProblemCode } from "@/components/softphone/state";
import { joinTabs, notShown, type Shown, type Tabs } from "@/components/softphone/tabs";
import { makeListeners } from "@/components/ui/listeners";

const onlineKey = "ringbook.phone.online";
/** React takes a component away and puts it back; whoever signs out does not come back. */
const closeAfterMs = 1_000;

let joined: { userId: string; tabs: Tabs } | undefined;
/** A click may come before the phone is there. */
const started = Promise.withResolvers<void>();
const startTimeoutMs = 5_000;
let closing: ReturnType<typeof setTimeout> | undefined;
/** Of this tab: what was found out before any phone was asked. */
let ownProblem: ProblemCode | null = null;
let merged: Shown = notShown;
const listeners = makeListeners();

function show(): void {
  const shown = joined?.tabs.shown() ?? notShown;
  merged = ownProblem ? { ...shown, problem: ownProblem } : shown;
  const { callId = null, room } = merged.talk ?? {};
  noteTalk(callId, room ? colleaguesIn(room) : null);
  listeners.notify();
}

const colleaguesIn = ({ people }: RoomState) =>
  people.filter(({ isMe, isPhone }) => !isMe && !isPhone).length;

/** Joins the person's other tabs; goes online by itself where they were when they left. */
export function startPhone(userId: string): () => void {
  clearTimeout(closing);
  if (joined?.userId !== userId) {
    joined?.tabs.close();
    const tabs = joinTabs(`ringbook.phone ${userId}`, openPhone);
    joined = { userId, tabs };
    started.resolve();
    tabs.subscribe(show);
    noteHangUp((callId) => {
      if (merged.talk?.callId === callId) void send({ kind: "hang_up", callId });
    });
    if (wasOnline(userId)) void goOnlineIfAllowed(tabs);
    show();
  }
  return () => {
    closing = setTimeout(() => {
      joined?.tabs.close();
      joined = undefined;
      noteHangUp(undefined);
      show();
    }, closeAfterMs);
  };
}

async function goOnlineIfAllowed(tabs: Tabs): Promise<void> {
  if (await isMicrophoneAllowed()) tabs.goOnlineInTurn();
}

export function usePhone(): Shown {
  return useSyncExternalStore(listeners.subscribe, phoneNow, () => notShown);
}
export const phoneNow = () => merged;

export async function send(command: Command): Promise<ProblemCode | null> {
  if (command.kind === "problem_seen" && ownProblem) {
    ownProblem = null;
    show();
    return null;
  }
  await untilStarted();
  return joined ? joined.tabs.send(command) : "call_failed";
}

function untilStarted(): Promise<unknown> {
  if (joined) return Promise.resolve();
  const late = new Promise((resolve) => setTimeout(resolve, startTimeoutMs));
  return Promise.race([started.promise, late]);
}

/** Asks for the microphone in the tab that was clicked; nothing to do where calls come already. */
export async function goOnline(): Promise<ProblemCode | null> {
  await untilStarted();
  if (phoneNow().line === "ready") return null;
  ownProblem = (await askForMicrophone()) ?? null;
  show();
  if (ownProblem) return ownProblem;
  if (joined) remember(joined.userId);
  return send({ kind: "go_online" });
}

export function goOffline(): void {
  remember(null);
  void send({ kind: "go_offline" });
}

function wasOnline(userId: string): boolean {
  try {
    return window.localStorage.getItem(onlineKey) === userId;
  } catch {
    return false;
  }
}

function remember(userId: string | null): void {
  try {
    if (userId) window.localStorage.setItem(onlineKey, userId);
    else window.localStorage.removeItem(onlineKey);
  } catch {
    // Without storage they go online by a click each time.
  }
}
