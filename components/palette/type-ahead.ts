/**
 * Collects what is typed while the palette is still being loaded, so that it is not lost and is not
 * taken for shortcuts. `take` gives it and stops collecting.
 */
export function collectTyping(): { take: () => string } {
  let typed = "";
  function onKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Backspace") typed = typed.slice(0, -1);
    else if (event.key.length === 1) typed += event.key;
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  document.addEventListener("keydown", onKey, { capture: true });
  return {
    take() {
      document.removeEventListener("keydown", onKey, { capture: true });
      return typed;
    },
  };
}
