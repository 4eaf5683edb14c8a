import type { Route, Sound, Step } from "@/lib/routing/route";

/** What callers hear at a step; null where they hear nothing. */
export function soundOf(step: Step): Sound | null {
  return "sound" in step ? step.sound : null;
}

/** An audio file (its id) that a step plays, and the field where it was chosen. */
export function fileOf(step: Step): { audio: string; field: string } | null {
  if (step.kind === "queue") return step.music ? { ...step.music, field: "music" } : null;
  const audio = soundOf(step)?.audio;
  return audio ? { audio, field: "sound" } : null;
}

/** The audio files (ids) that a route plays, each once. */
export function audioOf({ steps }: Route): string[] {
  return [...new Set(Object.values(steps).flatMap((step) => fileOf(step)?.audio ?? []))];
}
