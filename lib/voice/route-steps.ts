import type { Explained } from "@/lib/voice/explain";

type Answer = { id: number; created_at: string; explained: Explained | null };

/**
 * What a call's route did, in order: choices in menus, who was rung, queues joined and left,
 * messages left, each with its reason. They are decided again from the ledger (explainAnswer).
 */
export function routeSteps(answers: readonly Answer[]) {
  return answers
    .toSorted((a, b) => a.id - b.id)
    .flatMap(({ id, created_at, explained }) =>
      (explained?.steps ?? []).map((step, place, all) => ({
        ...step,
        key: `${id} ${place}`,
        created_at,
        // Of what was done at once, the last step rang.
        shows: place === all.length - 1 ? explained?.shows : undefined,
      })),
    );
}
