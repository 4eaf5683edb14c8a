import type { SupervisionMode } from "@/lib/voice/control-facts";

const mine: Record<SupervisionMode, (rep: string) => string> = {
  listen: (rep) => `You're listening to ${rep}. Nobody hears you.`,
  whisper: (rep) => `Only ${rep} hears you.`,
  barge: () => "Everybody on the call hears you.",
  take_over: (rep) => `You're taking over from ${rep}.`,
};

/** Until the customer has heard that somebody listens. */
const mineUnheard: Partial<Record<SupervisionMode, (rep: string) => string>> = {
  whisper: (rep) => `Only ${rep} hears you, once the announcement was played.`,
  barge: () => "Everybody hears you once the announcement was played.",
};

/** Asked for, and not yet so. */
const asked: Record<SupervisionMode, (rep: string) => string> = {
  listen: (rep) => `Listening to ${rep} only…`,
  whisper: (rep) => `Whispering to ${rep}…`,
  barge: () => "Joining the call…",
  take_over: (rep) => `Taking over from ${rep}…`,
};

const rings: Record<SupervisionMode, string> = {
  listen: "Pick up to listen.",
  whisper: "Pick up to whisper.",
  barge: "Pick up to join.",
  take_over: "Pick up to take over.",
};

const theirs: Record<SupervisionMode, string> = {
  listen: "is listening.",
  whisper: "is listening, and whispers to a colleague.",
  barge: "is on the call. Everybody hears them.",
  take_over: "is taking the call over.",
};

const theirsUnheard: Partial<Record<SupervisionMode, string>> = {
  barge: "is on the call. Everybody hears them once the announcement was played.",
};

/** Who listens to a call and who hears them; `next` is what the reader has just asked for. */
export function supervisionWords({
  who,
  rep,
  mode,
  next,
  isMine,
  isRep,
  isRinging,
  isUnheard,
}: {
  who: string;
  rep: string;
  mode: SupervisionMode;
  next: SupervisionMode | null;
  isMine: boolean;
  isRep: boolean;
  isRinging: boolean;
  isUnheard: boolean;
}): string {
  if (!isMine) {
    const heard = isUnheard ? "is listening." : "is listening. Only you hear them.";
    const unheard = isUnheard ? theirsUnheard[mode] : undefined;
    return `${who} ${mode === "whisper" && isRep ? heard : (unheard ?? theirs[mode])}`;
  }
  if (next && next !== mode) return asked[next](rep);
  if (isRinging) return `Ringing you. ${rings[mode]}`;
  return ((isUnheard && mineUnheard[mode]) || mine[mode])(rep);
}
