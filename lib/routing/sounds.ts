import type { Route, Sound, Step } from "@/lib/routing/route";

/** What callers hear at a step; null where they hear nothing. */
export function soundOf(step: Step): Sound | null {
  return "sound" in step ? step.sound : null;
}

/** The audio files (ids) that a route plays, each once. */
export function audioOf({ steps }: Route): string[] {
  return [...new Set(Object.values(steps).flatMap((step) => soundOf(step)?.audio ?? []))];
}
