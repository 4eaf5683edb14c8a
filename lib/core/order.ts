/** A list with one of it moved past its neighbour; null when it is the first or last already. */
export function moved<Item extends { id: string }>(
  items: readonly Item[],
  id: string,
  way: "up" | "down",
): Item[] | null {
  const from = items.findIndex((item) => item.id === id);
  const to = way === "up" ? from - 1 : from + 1;
  const [one, other] = [items[from], items[to]];
  if (!one || !other) return null;
  return items.map((item, index) => (index === from ? other : index === to ? one : item));
}
