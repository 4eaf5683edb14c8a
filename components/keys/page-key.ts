/** What a page offers on a single key: `aria-keyshortcuts` on its link, button or field. */
export type PageKey = { key: string; label: string };

/** What stands on the page for a key, the first that is shown. */
export function elementFor(key: string): HTMLElement | undefined {
  return keyed().find((element) => element.getAttribute("aria-keyshortcuts") === key);
}

/** The keys of the page, in its order; of two with the same key the one that it presses. */
export function pageKeys(): PageKey[] {
  const named = new Map<string, string>();
  for (const element of keyed()) {
    const key = element.getAttribute("aria-keyshortcuts");
    if (key?.length === 1 && !named.has(key)) named.set(key, nameOf(element));
  }
  return [...named].map(([key, label]) => ({ key, label }));
}

/** Writes in a field, follows a link, presses a button. The dock is in view: nothing scrolls. */
export function press(element: HTMLElement) {
  const preventScroll = element.closest("[data-dock]") !== null;
  if (element.matches("input, textarea, select")) element.focus({ preventScroll });
  else element.click();
}

function keyed(): HTMLElement[] {
  const all = document.querySelectorAll<HTMLElement>("[aria-keyshortcuts]");
  return [...all].filter((element) => element.checkVisibility());
}

/** What it is called, never what was typed in it: `data-key-name` where its name says too much. */
function nameOf(element: HTMLElement): string {
  const { keyName } = element.dataset;
  const label = element.matches("input, textarea, select")
    ? document.querySelector(`label[for="${CSS.escape(element.id)}"]`)
    : element;
  return keyName ?? element.getAttribute("aria-label") ?? (label ? shownText(label) : "");
}

/** The text without what is hidden from screen readers, as a key that is drawn in a button is. */
function shownText(node: Node): string {
  if (node instanceof Element && node.getAttribute("aria-hidden")) return "";
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? "";
  return [...node.childNodes].map(shownText).join(" ").replace(/\s+/g, " ").trim();
}
