const name = "ringbook:keys";

/** Opens the list of keys from anywhere in the page. */
export function openKeys() {
  document.dispatchEvent(new CustomEvent(name));
}

/** Calls `open` whenever somebody asks for it, until the returned function is called. */
export function onOpenKeys(open: () => void): () => void {
  document.addEventListener(name, open);
  return () => document.removeEventListener(name, open);
}
