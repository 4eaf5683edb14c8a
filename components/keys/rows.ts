/** Moves the focus to the next (1) or previous (-1) row of the page's list, by its first link. */
export function moveRow(by: 1 | -1): boolean {
  const links = [...document.querySelectorAll<HTMLElement>("main [data-row], main .list-row")]
    .map((row) => row.querySelector<HTMLElement>("a[href], button"))
    .filter((link) => link !== null);
  const at = links.findIndex((link) => rowOf(link) === rowOf(document.activeElement));
  const to = links[at < 0 ? (by === 1 ? 0 : links.length - 1) : at + by];
  to?.focus();
  to?.scrollIntoView({ block: "nearest" });
  return to !== undefined;
}

export function rowOf(element: Element | null): Element | null {
  return element?.closest("[data-row], .list-row") ?? null;
}
