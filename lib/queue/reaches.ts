import { branchesOf } from "@/lib/routing/branches";
import { openingAt } from "@/lib/routing/hours";
import type { Route, Step } from "@/lib/routing/route";

/**
 * Whether a call that arrived at a moment could come to a step: of hours, only the branch of that
 * moment is followed. So nobody is called back while calls would not be answered.
 */
export function reaches({ first, steps }: Route, target: string, moment: Date): boolean {
  const seen = new Set<string>();
  const visit = (id: string | null): boolean => {
    const step = id === null || seen.has(id) ? undefined : steps[id];
    if (id === null || !step) return false;
    seen.add(id);
    return id === target || leadsNow(step, moment).some(visit);
  };
  return visit(first);
}

function leadsNow(step: Step, moment: Date): (string | null)[] {
  if (step.kind === "hours") {
    return [openingAt(step.hours, moment).open ? step.open : step.closed];
  }
  return branchesOf(step).map(({ to }) => to);
}
