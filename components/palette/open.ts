const name = "ringbook:palette";

/** Opens the command palette from anywhere in the page. */
export function openPalette() {
  document.dispatchEvent(new CustomEvent(name));
}

/** Calls `open` whenever somebody asks for the palette, until the returned function is called. */
export function onOpenPalette(open: () => void): () => void {
  document.addEventListener(name, open);
  return () => document.removeEventListener(name, open);
}
