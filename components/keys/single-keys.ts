const name = "ringbook.single-keys";

/**
 * Whether letters by themselves are shortcuts in this browser. People who dictate switch them off:
 * https://www.w3.org/WAI/WCAG22/Understanding/character-key-shortcuts
 */
export function areSingleKeysOn(): boolean {
  try {
    return localStorage.getItem(name) !== "off";
  } catch {
    return true;
  }
}

/** Where the browser keeps nothing, they stay as they are. */
export function setSingleKeys(on: boolean) {
  try {
    localStorage.setItem(name, on ? "on" : "off");
  } catch {}
}
