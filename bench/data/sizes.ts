export type Scale = "large" | "small";

export const tenantCount = 200;

/** A part of a data set; every tenant has a whole number of them. */
const units = 10_000;
const largestUnits = 4000;
const perUnit = { large: { calls: 500, contacts: 100 }, small: { calls: 5, contacts: 1 } };

/** How many of the newest calls have their legs and events. */
export const withEvents: Record<Scale, number> = { large: 200_000, small: 2000 };

/**
 * Units by tenant: one with two fifths of all, then a long tail that ends in tenants with a single
 * unit.
 */
const unitsOf: number[] = (() => {
  const tail = Array.from({ length: tenantCount - 1 }, (_, at) => 1 / (at + 3) ** 1.25);
  const whole = tail.reduce((sum, weight) => sum + weight, 0);
  const rest = units - largestUnits;
  const rounded = tail.map((weight) => Math.max(1, Math.floor((rest * weight) / whole)));
  const over = rest - rounded.reduce((sum, each) => sum + each, 0);
  return [largestUnits, ...rounded.map((each, at) => (at === 0 ? each + over : each))];
})();

type Size = {
  calls: number;
  contacts: number;
  /** How many calls and contacts the tenants before it have. */
  firstCall: number;
  firstContact: number;
};

/** How much a tenant has, 0 being the largest. Throws where there is no such tenant. */
export function sizeOf(index: number, scale: Scale): Size {
  const own = unitsOf[index];
  if (own === undefined) throw new Error(`There is no tenant ${index}`);
  const before = unitsOf.slice(0, index).reduce((sum, each) => sum + each, 0);
  const { calls, contacts } = perUnit[scale];
  return {
    calls: own * calls,
    contacts: own * contacts,
    firstCall: before * calls,
    firstContact: before * contacts,
  };
}

/** How much all tenants have together. */
export function wholeSize(scale: Scale): { calls: number; contacts: number } {
  const { calls, contacts } = perUnit[scale];
  return { calls: units * calls, contacts: units * contacts };
}
