import { branchesOf } from "@/lib/routing/branches";
import { newStep } from "@/lib/routing/edit/new-step";
import type { Route, Step, StepKind } from "@/lib/routing/route";

/** A branch of a step; of no step, it is where the route begins. */
export type Place = { step: string | null; branch: string };

export const start: Place = { step: null, branch: "first" };

/** A step whose branch leads elsewhere; itself where it has no such branch. */
export function withBranch(step: Step, branch: string, to: string | null): Step {
  if (!branchesOf(step).some((lead) => lead.branch === branch)) return step;
  if (step.kind === "menu" && branch.startsWith("key ")) {
    return { ...step, keys: { ...step.keys, [branch.slice(4)]: to } };
  }
  return { ...step, [branch]: to };
}

export function withStep(route: Route, id: string, step: Step): Route {
  return { ...route, steps: { ...route.steps, [id]: step } };
}

/** Lets a branch lead to a step, or nowhere. */
export function lead(route: Route, { step: id, branch }: Place, to: string | null): Route {
  if (id === null) return { ...route, first: to };
  const step = route.steps[id];
  return step ? withStep(route, id, withBranch(step, branch, to)) : route;
}

/** Where a branch leads. */
export function targetOf(route: Route, { step: id, branch }: Place): string | null {
  if (id === null) return route.first;
  const step = route.steps[id];
  return (step && branchesOf(step).find((one) => one.branch === branch)?.to) ?? null;
}

/**
 * Puts a new step where a branch leads; it leads on to what stood there. Opening hours lead there
 * while open only: what happens while closed is what they are added for.
 */
export function addStep(
  route: Route,
  place: Place,
  kind: StepKind,
  { id, time_zone }: { id: string; time_zone: string },
): Route {
  const after = targetOf(route, place);
  const made = newStep(kind, { language: route.language, time_zone });
  const step = branchesOf(made)
    .filter(({ branch }) => branch !== "closed")
    .reduce((grown, { branch }) => withBranch(grown, branch, after), made);
  return lead(withStep(route, id, step), place, id);
}

/** The branches that lead to a step. */
export function leadingTo(route: Route, id: string): Place[] {
  const places = Object.entries(route.steps).flatMap(([step, of]) =>
    branchesOf(of)
      .filter(({ to }) => to === id)
      .map(({ branch }): Place => ({ step, branch })),
  );
  return route.first === id ? [start, ...places] : places;
}

/** Where the branches to a step lead without it: past a greeting, else nowhere. */
function pastOf(step: Step, id: string): string | null {
  return step.kind === "greeting" && step.next !== id ? step.next : null;
}

/** The branches that lead nowhere once a step is gone. */
export function leftBy(route: Route, id: string): Place[] {
  const step = route.steps[id];
  if (!step || pastOf(step, id) !== null) return [];
  return leadingTo(route, id).filter((place) => place.step !== id);
}

export function removeStep(route: Route, id: string): Route {
  const step = route.steps[id];
  if (!step) return route;
  const past = pastOf(step, id);
  const led = leadingTo(route, id).reduce((grown, place) => lead(grown, place, past), route);
  const { [id]: _, ...steps } = led.steps;
  return { ...led, steps };
}
