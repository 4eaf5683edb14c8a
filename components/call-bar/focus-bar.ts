/** Gives the bar itself the keyboard, from a control in it; it is in view, so nothing scrolls. */
export function focusBar(within: Element): void {
  within.closest<HTMLElement>("[data-bar]")?.focus({ preventScroll: true });
}
