/** Moving an element takes its focus away, so only a changed order is applied. */
export function fill(list: HTMLElement, nodes: HTMLElement[]): void {
  const isSame =
    nodes.length === list.children.length &&
    nodes.every((node, index) => node === list.children[index]);
  if (isSame) return;
  const focused = document.activeElement;
  list.replaceChildren(...nodes);
  if (focused instanceof HTMLElement && list.contains(focused)) focused.focus();
}

/** Keeps a keyboard user on the same key, or at the first thing to do in the new state. */
export function refocus(root: HTMLElement, before: Element): void {
  const labelled = ["data-digit", "aria-label"].flatMap((name) => {
    const value = before.getAttribute(name);
    const same = value && root.querySelector<HTMLElement>(`[${name}="${CSS.escape(value)}"]`);
    return same ? [same] : [];
  });
  (labelled[0] ?? root.querySelector("button"))?.focus();
}
