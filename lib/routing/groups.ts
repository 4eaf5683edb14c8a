import type { Route } from "@/lib/routing/route";

/** The groups (ids) that a route rings, each once. */
export function groupsOf({ steps }: Route): string[] {
  const named = Object.values(steps).flatMap((step) =>
    (step.kind === "ring" || step.kind === "queue") && step.who.kind === "group"
      ? [step.who.group_id]
      : [],
  );
  return [...new Set(named)].filter(Boolean);
}
