import type { Silence } from "@/components/rooms/ask-room";

/**
 * What the server has said of the silence in a room: when it ends the call, by our own clock, and
 * how long it may be; null: silence ends nothing.
 */
export type Heard = { endsAt: number; limitMs: number } | null;

/** While somebody speaks, the server hears of it more often than every three seconds. */
const reportEveryMs = 2_500;
const warnMs = 5_000;

export function heardOf({ silentForMs, endsAfterMs }: Silence, now: number, before: Heard): Heard {
  if (endsAfterMs === null) return null;
  // Once the time is over, it was silent for longer than it may be.
  const limitMs = Math.min(silentForMs + endsAfterMs, before?.limitMs ?? Number.POSITIVE_INFINITY);
  return { endsAt: now + endsAfterMs, limitMs };
}

export type Look = {
  /** Null too before the server has said anything. */
  heard: Heard;
  isSpeaking: boolean;
  /** Since when this browser itself has heard nobody, or has not been able to hear. */
  quietSince: number;
  /** What this browser said last, and when. */
  said: { isSpeaking: boolean; at: number } | null;
  now: number;
};

export type Silent = {
  /** To post: who speaks, or that the call is to end. */
  post: "speaking" | "quiet" | "silent" | null;
  /** Shown while it counts down. */
  endsInSeconds: number | null;
};

/**
 * What is to be said to server and person about a room in which somebody speaks, or nobody. What
 * the server has not heard of while it was away, this browser has: it waits for the whole time
 * itself.
 */
export function decideSilence({ heard, isSpeaking, quietSince, said, now }: Look): Silent {
  const isDue = !said || now - said.at >= reportEveryMs;
  if (isSpeaking) {
    return { post: isDue || !said.isSpeaking ? "speaking" : null, endsInSeconds: null };
  }
  if (!heard) return { post: isDue ? "quiet" : null, endsInSeconds: null };
  const leftMs = Math.max(heard.endsAt, quietSince + heard.limitMs) - now;
  if (leftMs <= 0) return { post: isDue ? "silent" : null, endsInSeconds: 0 };
  return {
    post: isDue ? "quiet" : null,
    endsInSeconds: leftMs <= warnMs ? Math.ceil(leftMs / 1000) : null,
  };
}
