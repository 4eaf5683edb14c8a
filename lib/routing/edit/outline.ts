import { branchesOf } from "@/lib/routing/branches";
import type { Route } from "@/lib/routing/route";

/** The branches of a step that lead to the same, in words, and where that stands. */
export type Way = {
  branches: string[];
  words: string;
  to: string | null;
  /** Below the step, in another place, nowhere, or at a step that is not there. */
  place: "below" | "elsewhere" | "nowhere" | "gone";
};

export type Outline = {
  /** Steps in the order in which a call takes them, those that no branch leads to last. */
  order: string[];
  ways: ReadonlyMap<string, Way[]>;
  /** The first of those that no branch leads to: each begins an outline of its own. */
  loose: string[];
};

/** Puts each step once, below the first branch that leads to it. */
export function outlineOf(route: Route): Outline {
  const order: string[] = [];
  const ways = new Map<string, Way[]>();
  const visit = (id: string): void => {
    const step = route.steps[id];
    if (!step) return;
    order.push(id);
    const own: Way[] = [];
    ways.set(id, own);
    for (const { branch, words, to } of branchesOf(step)) {
      const known = to !== null && own.find((way) => way.to === to);
      if (known) {
        known.branches.push(branch);
        known.words = `${known.words}, or ${words}`;
        continue;
      }
      const isThere = to !== null && Object.hasOwn(route.steps, to);
      const isNew = isThere && !ways.has(to);
      const place = isNew ? "below" : isThere ? "elsewhere" : to === null ? "nowhere" : "gone";
      own.push({ branches: [branch], words, to, place });
      if (isNew) visit(to);
    }
  };
  if (route.first !== null) visit(route.first);
  const loose: string[] = [];
  for (const id of looseFirst(route)) {
    if (ways.has(id)) continue;
    loose.push(id);
    visit(id);
  }
  return { order, ways, loose };
}

/** Steps that no branch of another leads to before those of which one does. */
function looseFirst({ steps }: Route): string[] {
  const led = new Set(
    Object.entries(steps).flatMap(([id, step]) =>
      branchesOf(step).flatMap(({ to }) => (to === null || to === id ? [] : [to])),
    ),
  );
  return Object.keys(steps).toSorted((one, other) => Number(led.has(one)) - Number(led.has(other)));
}
