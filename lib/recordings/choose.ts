import type { Tables } from "@/lib/db/supabase/database.types";

type Call = Pick<Tables<"calls">, "stage" | "outcome" | "recording_requested" | "ended_at"> & {
  recordings: Pick<Tables<"recordings">, "id" | "status" | "duration_seconds">[];
};

export type RecordingShown =
  | { kind: "player"; id: string; seconds: number | null }
  | { kind: "preparing" }
  | { kind: "deleted" }
  | { kind: "none" };

/**
 * Twilio has a recording ready some seconds after the call; the sweep gives up asking after ten
 * minutes.
 */
const preparedWithinMs = 10 * 60_000;

/** What stands in the place of a call's recording, for someone who may hear it. */
export function chooseRecording(call: Call, now: Date): RecordingShown {
  const ready = call.recordings.find(({ status }) => status === "completed");
  if (ready) return { kind: "player", id: ready.id, seconds: ready.duration_seconds };
  if (call.recordings.some(({ status }) => status === "deleted")) return { kind: "deleted" };
  if (call.recordings.some(({ status }) => status === "in-progress")) return { kind: "preparing" };
  const expected =
    call.recording_requested &&
    call.outcome === "connected" &&
    call.recordings.length === 0 &&
    call.ended_at !== null &&
    now.getTime() - Date.parse(call.ended_at) < preparedWithinMs;
  return expected ? { kind: "preparing" } : { kind: "none" };
}

/** A call with its recordings of people talking, in order: messages are shown by themselves. */
export function talksOf<C extends { recordings: { purpose: string; started_at: string | null }[] }>(
  call: C,
): C {
  const talks = call.recordings.filter(({ purpose }) => purpose === "talk");
  const byStart = (a: (typeof talks)[number], b: (typeof talks)[number]) =>
    (a.started_at ?? "").localeCompare(b.started_at ?? "");
  return { ...call, recordings: talks.toSorted(byStart) };
}
