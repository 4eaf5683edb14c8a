import type { Command } from "@/components/softphone/command";
import type { Phone } from "@/components/softphone/phone";
import {
  nextState,
  offline,
  type PhoneEvent,
  type PhoneState,
  type ProblemCode,
} from "@/components/softphone/state";
import { makeListeners } from "@/components/ui/listeners";

/** `isHere`: the phone is in this tab; otherwise this tab shows and commands another one's. */
export type Shown = PhoneState & { isHere: boolean };

type Message =
  | { kind: "hello" }
  | { kind: "state"; state: PhoneState }
  | { kind: "command"; nth: string; command: Command }
  | { kind: "result"; nth: string; problem: ProblemCode | null };

const noAnswerMs = 12_000;
export const notShown: Shown = { ...offline, isHere: false };

/**
 * One phone for all tabs of a browser that join under the same name. It is in the tab that holds
 * the lock: whichever goes online first, and after it the one that has waited longest. The others
 * mirror its state and send it what the person does.
 */
export function joinTabs(name: string, open: (report: (event: PhoneEvent) => void) => Phone) {
  const channel = new BroadcastChannel(name);
  const listeners = makeListeners();
  const results = new Map<string, (problem: ProblemCode | null) => void>();
  let shown: Shown = notShown;
  let phone: Phone | undefined;
  let release: (() => void) | undefined;
  let waiting: AbortController | undefined;
  let isClosed = false;

  const post = (message: Message) => channel.postMessage(message);

  function show(next: Shown) {
    if (next === shown) return;
    shown = next;
    listeners.notify();
  }

  function report(event: PhoneEvent) {
    if (!phone) return;
    const { isHere, ...before } = shown;
    const state = nextState(before, event);
    post({ kind: "state", state });
    show({ ...state, isHere });
  }

  /** Holds the lock until it is released; the phone is here meanwhile. */
  function lead(): Promise<void> {
    const until = Promise.withResolvers<void>();
    release = until.resolve;
    phone = open(report);
    show({ ...offline, isHere: true });
    return until.promise;
  }

  /** Takes the lock if nobody has it; gives whether the phone is here. */
  function tryLead(): Promise<boolean> {
    if (phone) return Promise.resolve(true);
    return new Promise((resolve) => {
      void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
        if (lock && !isClosed && !phone) {
          stopWaiting();
          const leading = lead();
          resolve(true);
          return leading;
        }
        resolve(phone !== undefined);
      });
    });
  }

  /** Waits to be the next one, so that calls go on reaching this browser when a tab is closed. */
  function waitInLine() {
    if (phone || waiting || isClosed) return;
    const turn = new AbortController();
    waiting = turn;
    navigator.locks
      .request(name, { signal: turn.signal }, () => {
        if (waiting === turn) waiting = undefined;
        if (isClosed || turn.signal.aborted) return;
        const leading = lead();
        void phone?.run({ kind: "go_online" });
        return leading;
      })
      .catch(() => undefined);
  }

  function stopWaiting() {
    waiting?.abort();
    waiting = undefined;
  }

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    switch (data.kind) {
      case "hello":
        if (phone) {
          const { isHere: _, ...state } = shown;
          post({ kind: "state", state });
        }
        return;
      case "state":
        if (phone) return;
        if (data.state.line === "offline") stopWaiting();
        else waitInLine();
        show({ ...data.state, isHere: false });
        return;
      case "command":
        if (phone) {
          const { nth, command } = data;
          void run(command).then((problem) => post({ kind: "result", nth, problem }));
        }
        return;
      case "result":
        results.get(data.nth)?.(data.problem);
        results.delete(data.nth);
    }
  };

  /** Offline it stays here: a tab that waits for the lock cannot know yet that none is wanted. */
  const run = async (command: Command) => (await phone?.run(command)) ?? null;

  function ask(command: Command): Promise<ProblemCode | null> {
    const nth = crypto.randomUUID();
    const { promise, resolve } = Promise.withResolvers<ProblemCode | null>();
    results.set(nth, resolve);
    setTimeout(() => {
      if (results.delete(nth)) resolve("call_failed");
    }, noAnswerMs);
    post({ kind: "command", nth, command });
    return promise;
  }

  post({ kind: "hello" });
  return {
    shown: () => shown,
    subscribe: listeners.subscribe,
    /** Does it in whichever tab the phone is; gives what stood in the way. */
    send: async (command: Command) => ((await tryLead()) ? run(command) : ask(command)),
    /** Goes online as soon as no other tab is, without a click. */
    goOnlineInTurn: waitInLine,
    close() {
      isClosed = true;
      stopWaiting();
      phone?.close();
      phone = undefined;
      release?.();
      channel.close();
    },
  };
}

export type Tabs = ReturnType<typeof joinTabs>;
