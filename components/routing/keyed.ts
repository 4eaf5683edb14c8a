/** Items without a name of their own, each with a key for its place in a list of this length. */
export function keyed<Item>(items: readonly Item[]): { item: Item; index: number; key: string }[] {
  return items.map((item, index) => ({ item, index, key: `${index + 1} of ${items.length}` }));
}
