import type { LiveTalk } from "@/lib/agent/desk/live";

/** How a caller's talk with an agent goes, for whoever watches it. */
export type TalkProgress = {
  /** Since the agent answered, in seconds. */
  seconds: number;
  /** Nobody has said anything for so long; null: somebody talks, or it has not begun. */
  quiet_seconds: number | null;
  interruptions: number;
  silences: number;
  /** The tool that runs. */
  tool: string | null;
};

/** Shorter pauses are part of talking. */
const quietMs = 8_000;

export function progressOf(talk: LiveTalk, now: Date): TalkProgress {
  const since = (iso: string) => Math.max(0, now.getTime() - Date.parse(iso));
  const last = talk.turns.at(-1);
  const quiet = last && last.heard !== null ? since(last.started_at) : 0;
  return {
    seconds: Math.floor(since(talk.talking_at ?? talk.started_at) / 1000),
    quiet_seconds: quiet >= quietMs ? Math.floor(quiet / 1000) : null,
    ...{ interruptions: talk.interruptions, silences: talk.silences },
    tool: talk.tools.findLast(({ state }) => state === "running")?.tool ?? null,
  };
}

/** "Interrupted twice · silent once": nothing where there is nothing to say. */
export function progressWords({ interruptions, silences, quiet_seconds }: TalkProgress): string {
  return [
    interruptions > 0 && `interrupted ${times(interruptions)}`,
    silences > 0 && `silent ${times(silences)}`,
    quiet_seconds !== null && `quiet for ${quiet_seconds} s`,
  ]
    .filter(Boolean)
    .join(" · ");
}

const times = (count: number) => (count === 1 ? "once" : count === 2 ? "twice" : `${count} times`);

/** A turn as it was heard: what the caller heard, and what of it was cut off. */
export function splitHeard({
  who,
  said,
  heard,
}: {
  who: string;
  said: string;
  heard: string | null;
}): { heard: string; cut: string } {
  if (who !== "agent" || heard === null || heard === said) return { heard: said, cut: "" };
  return said.startsWith(heard)
    ? { heard, cut: said.slice(heard.length) }
    : { heard, cut: ` (of: ${said})` };
}
