import type { Played, Scenario } from "@/local/scenarios/scenario";
import type { Stage } from "@/local/scenarios/stage";

/** Scenarios that are whole plays, which have a place in their names and `common` in common. */
export const plays =
  (place: string, direction: Scenario["direction"], common: Partial<Played> = {}) =>
  (
    name: string,
    row: Scenario["row"],
    legs: Played["legs"],
    play: (stage: Stage) => Promise<string>,
    own: Partial<Played> = {},
  ): Scenario => ({
    ...{ name: `${place}: ${name}`, direction, row },
    played: { as: { play }, legs, recordings: 0, ...common, ...own },
  });
