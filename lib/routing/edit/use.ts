/** Which calls follow a route. */
export type RouteUse = {
  isDefault: boolean;
  /** The company's default route at this moment. */
  standard: { id: string; name: string } | null;
  /** What people call the numbers that follow it. */
  numbers: string[];
};

const listed = (names: readonly string[]) => new Intl.ListFormat("en").format(names);

/** "Support and numbers without a route or a person"; null where no call follows it. */
export function followersOf(numbers: readonly string[], isDefault: boolean): string | null {
  const all = isDefault ? [...numbers, "numbers without a route or a person"] : numbers;
  return all.length > 0 ? listed(all) : null;
}

/** Why a route cannot be deleted, and what to do first; null: it can. */
export function whyKept({ isDefault, numbers }: Omit<RouteUse, "standard">): string | null {
  if (numbers.length > 0) {
    const follow = numbers.length === 1 ? "follows" : "follow";
    return `${listed(numbers)} ${follow} this route. Choose another in Settings → Numbers before you delete it.`;
  }
  return isDefault
    ? "This is the default route. Make another route the default before you delete it."
    : null;
}
