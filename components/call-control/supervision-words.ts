import type { SupervisionMode } from "@/lib/voice/control-facts";

const mine: Record<SupervisionMode, (rep: string) => string> = {
  listen: (rep) => `You're listening to ${rep}. Nobody hears you.`,
  whisper: (rep) => `Only ${rep} hears you.`,
  barge: () => "Everybody on the call hears you.",
  take_over: (rep) => `You're taking over from ${rep}.`,
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

/** Who listens to a call and who hears them; `next` is what the reader has just asked for. */
export function supervisionWords({
  who,
  rep,
  mode,
  next,
  isMine,
  isRep,
  isRinging,
}: {
  who: string;
  rep: string;
  mode: SupervisionMode;
  next: SupervisionMode | null;
  isMine: boolean;
  isRep: boolean;
  isRinging: boolean;
}): string {
  if (!isMine) {
    const does = mode === "whisper" && isRep ? "is listening. Only you hear them." : theirs[mode];
    return `${who} ${does}`;
  }
  if (next && next !== mode) return asked[next](rep);
  return isRinging ? `Ringing you. ${rings[mode]}` : mine[mode](rep);
}
