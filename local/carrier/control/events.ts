import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import { parsePhoneNumberFromString } from "libphonenumber-js";
import { heardNow } from "@/local/carrier/control/heard";
import { viewMessages } from "@/local/carrier/control/texts";
import type { CallView, HandsetState, LogEntry, MessageView } from "@/local/carrier/control/types";
import { viewCalls } from "@/local/carrier/control/views";
import type { Account } from "@/local/carrier/engine/account";
import { handsetsOf } from "@/local/carrier/engine/handsets";

/**
 * What the handset page receives on every change; the log holds only what is new since the last.
 */
export type PageUpdate = {
  now: number;
  isRealTime: boolean;
  numbers: { phoneNumber: string; friendlyName: string }[];
  /** `hears` is what is being said now, not what was said last. */
  handsets: HandsetState[];
  calls: CallView[];
  /** Oldest first. */
  messages: MessageView[];
  /** How to write each number, and whose it is. */
  names: Record<string, { national: string; label: string | null }>;
  log: LogEntry[];
};

const CALLS_SHOWN = 80;
const MESSAGES_SHOWN = 400;
const LOG_SHOWN = 2000;
const PAUSE_MS = 60;
const HEARTBEAT_MS = 15_000;

/** Keeps a page up to date by server-sent events until it goes away. */
export function streamEvents(account: Account, c: Context): Response {
  return streamSSE(c, async (stream) => {
    let seen = Math.max(0, (account.journal.entries.at(-1)?.seq ?? 0) - LOG_SHOWN);
    let pending: NodeJS.Timeout | null = null;
    const send = () => {
      pending = null;
      const update = pageUpdate(account, seen);
      seen = update.log.at(-1)?.seq ?? seen;
      void stream.writeSSE({ data: JSON.stringify(update) });
    };
    const stopListening = account.journal.onChange(() => {
      pending ??= setTimeout(send, PAUSE_MS);
    });
    const heartbeat = setInterval(() => void stream.write(": still here\n\n"), HEARTBEAT_MS);
    send();
    await new Promise<void>((gone) => stream.onAbort(gone));
    stopListening();
    clearInterval(heartbeat);
    if (pending) clearTimeout(pending);
  });
}

function pageUpdate(account: Account, since: number): PageUpdate {
  const handsets = [...handsetsOf(account).values()].map((handset) => {
    const state = handset.state();
    return { ...state, hears: heardNow(account, state.callSid) };
  });
  const calls = viewCalls(account).slice(-CALLS_SHOWN);
  const names: PageUpdate["names"] = {};
  for (const { phoneNumber, label } of handsets) {
    names[phoneNumber] = { national: national(phoneNumber), label };
  }
  for (const { phoneNumber } of account.numbers.values()) {
    names[phoneNumber] = { national: national(phoneNumber), label: account.friendlyName };
  }
  for (const { from, to } of calls) {
    for (const number of [from, to]) names[number] ??= { national: national(number), label: null };
  }
  return {
    now: account.clock.now(),
    isRealTime: account.clock.kind === "real",
    numbers: [...account.numbers.values()].map(({ phoneNumber, friendlyName }) => ({
      phoneNumber,
      friendlyName,
    })),
    handsets,
    calls,
    messages: viewMessages(account).slice(-MESSAGES_SHOWN),
    names,
    log: account.journal.since(since),
  };
}

function national(number: string): string {
  return parsePhoneNumberFromString(number)?.formatNational() ?? number;
}
