/**
 * Where a key moves the focus in a menu of items with these names; nothing for a key that does not
 * move it.
 * `at` is the item that has it now, -1 for none. https://www.w3.org/WAI/ARIA/apg/patterns/menubar/
 */
export function moveByKey(key: string, at: number, names: string[]): number | undefined {
  const last = names.length - 1;
  if (key === "ArrowDown") return at === last ? 0 : at + 1;
  if (key === "ArrowUp") return at <= 0 ? last : at - 1;
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (key.length !== 1) return;
  const letter = key.toLowerCase();
  return names
    .map((_, step) => (at + 1 + step) % names.length)
    .find((index) => names[index]?.toLowerCase().startsWith(letter));
}

/** Moves the focus among a menu's items as `key` says; whether it did. */
export function focusItem(menu: HTMLElement | null, key: string): boolean {
  const items = [...(menu?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
  const to = moveByKey(
    key,
    items.findIndex((item) => item.matches(":focus")),
    items.map((item) => item.textContent.trim()),
  );
  if (to === undefined) return false;
  items[to]?.focus();
  return true;
}
