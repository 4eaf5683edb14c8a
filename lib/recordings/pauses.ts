/** While a recording was silent, and who paused it; `to` is null where nobody resumed it. */
export type Pause = { from: string; to: string | null; user_id: string | null };

type Event = { event_type: string; event_data: unknown; occurred_at: string };

/** The pauses of a call's recording, from its events in order. */
export function pausesOf(events: readonly Event[]): Pause[] {
  const pauses: Pause[] = [];
  for (const { event_type, event_data, occurred_at } of events) {
    const last = pauses.at(-1);
    if (event_type === "rest.pause" && last?.to !== null) {
      pauses.push({ from: occurred_at, to: null, user_id: personOf(event_data) });
    }
    if (event_type === "rest.resume" && last?.to === null) last.to = occurred_at;
  }
  return pauses;
}

function personOf(data: unknown): string | null {
  if (typeof data !== "object" || data === null || !("user_id" in data)) return null;
  return typeof data.user_id === "string" ? data.user_id : null;
}

/** Whether the last of these steps of a live call paused its recording. */
export function isPausedNow(steps: readonly { kind: string; happened_at: string }[]): boolean {
  const changes = steps.filter(({ kind }) => kind.startsWith("recording_"));
  const last = changes.toSorted((a, b) => a.happened_at.localeCompare(b.happened_at)).at(-1);
  return last?.kind === "recording_paused";
}
