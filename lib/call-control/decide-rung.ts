import type { Taken } from "@/lib/routing/turn";

/**
 * How a call rings a person: `via`, the name of the step of its route, as phones say it; `isAlone`:
 * it is for them and no colleague, by their own number or a step that lists nobody else.
 */
export type Rung = { via: string | null; isAlone: boolean };

/** By the steps that its route took last; none of a number that rings a person. Pure. */
export function rungBy(
  steps: readonly Pick<Taken, "kind" | "name" | "considered">[],
  user: string,
) {
  const last = steps.at(-1);
  if (!last) return { via: null, isAlone: true } satisfies Rung;
  const [first, ...others] = last.considered;
  // A caller in a queue waits for whoever is free.
  const isAlone = last.kind !== "queue" && others.length === 0 && first?.user_id === user;
  return { via: last.name || null, isAlone } satisfies Rung;
}
