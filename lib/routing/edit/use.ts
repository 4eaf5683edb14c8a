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

type Kept = Pick<RouteUse, "isDefault" | "numbers">;

/** What an admin does before a route can be deleted; null: it can. */
export function beforeDeletion({ isDefault, numbers }: Kept): string | null {
  if (numbers.length > 0) {
    return "Choose another route in Settings → Numbers before you delete this one.";
  }
  return isDefault ? "Make another route the default before you delete this one." : null;
}

/** Why a route cannot be deleted, and what to do first; null: it can. */
export function whyKept(use: Kept): string | null {
  const first = beforeDeletion(use);
  if (first === null) return null;
  const { numbers } = use;
  if (numbers.length === 0) return `This is the default route. ${first}`;
  return `${listed(numbers)} ${numbers.length === 1 ? "follows" : "follow"} this route. ${first}`;
}
