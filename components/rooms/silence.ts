import type { Silence } from "@/components/rooms/ask-room";

/** What the server has said of the silence in a room: when it ends the call, by our own clock. */
export type Heard = { endsAt: number | null };

/** While somebody speaks, the server hears of it more often than every three seconds. */
const reportEveryMs = 2_500;
const warnMs = 5_000;

export const heardOf = ({ endsAfterMs }: Silence, now: number): Heard => ({
  endsAt: endsAfterMs === null ? null : now + endsAfterMs,
});

export type Look = {
  /** Null before the server has said anything. */
  heard: Heard | null;
  isSpeaking: boolean;
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

/** What is to be said to server and person about a room in which somebody speaks, or nobody. */
export function decideSilence({ heard, isSpeaking, said, now }: Look): Silent {
  const isDue = !said || now - said.at >= reportEveryMs;
  if (isSpeaking) {
    return { post: isDue || !said.isSpeaking ? "speaking" : null, endsInSeconds: null };
  }
  if (!heard || heard.endsAt === null) {
    return { post: isDue ? "quiet" : null, endsInSeconds: null };
  }
  const leftMs = heard.endsAt - now;
  if (leftMs <= 0) return { post: isDue ? "silent" : null, endsInSeconds: 0 };
  return {
    post: isDue ? "quiet" : null,
    endsInSeconds: leftMs <= warnMs ? Math.ceil(leftMs / 1000) : null,
  };
}
