/** What a page offers on a single key: `aria-keyshortcuts` on its link, button or field. */
export type PageKey = { key: string; label: string };

/** What stands on the page for a key, the first that is shown. */
export function elementFor(key: string): HTMLElement | undefined {
  return keyed().find((element) => element.getAttribute("aria-keyshortcuts") === key);
}

/** The keys of the page, in its order. */
export function pageKeys(): PageKey[] {
  return keyed().flatMap((element) => {
    const key = element.getAttribute("aria-keyshortcuts");
    return key?.length === 1 ? [{ key, label: nameOf(element) }] : [];
  });
}

/** Writes in a field, follows a link, presses a button. */
export function press(element: HTMLElement) {
  if (element.matches("input, textarea, select")) element.focus();
  else element.click();
}

function keyed(): HTMLElement[] {
  const all = document.querySelectorAll<HTMLElement>("[aria-keyshortcuts]");
  return [...all].filter((element) => element.checkVisibility());
}

function nameOf(element: HTMLElement): string {
  return element.getAttribute("aria-label") ?? element.textContent.trim();
}
