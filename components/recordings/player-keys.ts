type Pressed = Pick<
  KeyboardEvent,
  "key" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey" | "defaultPrevented"
> & { target: EventTarget | null };

const actions: Record<string, "toggle" | "back" | "forward"> = {
  " ": "toggle",
  ArrowLeft: "back",
  ArrowRight: "forward",
};

/** Whatever has a use of its own for these keys; a link has none. */
const own =
  "input, textarea, select, [contenteditable], [role=menu], [role=listbox], [role=dialog], [role=tablist]";
const pressed = `${own}, button, summary, [role=button]`;

/** What a key does to the player: nothing where the focused control has its own use for it. */
export function playerKey(event: Pressed): "toggle" | "back" | "forward" | undefined {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)
    return undefined;
  const { target } = event;
  if (target && "closest" in target && typeof target.closest === "function") {
    if (target.closest(event.key === " " ? pressed : own)) return undefined;
  }
  return actions[event.key];
}
