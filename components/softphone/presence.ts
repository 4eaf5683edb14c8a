import type { Presence } from "@/lib/softphone/schema";

const everyMs = 20_000;
const deviceKey = "ringbook.phone.device";
let device: string | undefined;

/** This browser's own id: the same in all its tabs, also after a restart. */
function deviceId(): string {
  device ??= storedId();
  return device;
}

function storedId(): string {
  try {
    const stored = window.localStorage.getItem(deviceKey);
    if (stored) return stored;
    const id = crypto.randomUUID();
    window.localStorage.setItem(deviceKey, id);
    return id;
  } catch {
    return crypto.randomUUID();
  }
}

/** Says whether calls reach this browser. A request outlives the page that sent it. */
function post(state: Presence["state"]): Promise<unknown> {
  return fetch("/api/softphone/presence", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ device: deviceId(), state }),
    keepalive: true,
    // The next one comes by itself, and the server forgets who is not heard of.
  }).catch(() => undefined);
}

/**
 * Tells the server every 20 seconds that calls reach this browser. By a worker's clock: a hidden
 * page's own runs once a minute.
 */
export function keepPresence() {
  let clock: Worker | undefined;
  let isSeen = false;
  const stop = () => {
    clock?.terminate();
    clock = undefined;
  };
  const bye = (state: "leaving" | "gone") => {
    stop();
    if (isSeen) void post(state);
    isSeen = false;
  };
  return {
    /** Registered: now, and from now on. Resolves when the server knows, or does not answer. */
    start(): Promise<unknown> {
      isSeen = true;
      if (!clock) {
        clock = new Worker("/workers/clock.js");
        clock.onmessage = () => void post("ready");
        clock.postMessage(everyMs);
      }
      return post("ready");
    },
    /** Not registered at the moment: says nothing. */
    pause: stop,
    /** The page is left, maybe to be loaded again: calls come to this browser a moment longer. */
    leave: () => bye("leaving"),
    /** Takes no calls any more. */
    end: () => bye("gone"),
  };
}
