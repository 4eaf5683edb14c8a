/** What a key asks for; `afterG` when `g` was pressed just before. */
export type KeyCommand =
  | { kind: "palette" }
  | { kind: "help" }
  | { kind: "go"; key: string }
  | { kind: "wait_for_place" }
  | { kind: "move"; by: 1 | -1 }
  | { kind: "page"; key: string }
  | { kind: "none" };

export type Press = {
  key: string;
  /** Ctrl, or ⌘ on a Mac. */
  command: boolean;
  alt: boolean;
  /** In a field, a menu or a dialog, where letters are typed. */
  typing: boolean;
  /** In a row of a list. */
  inRow: boolean;
  /** The key is held down. */
  repeat: boolean;
};

/** What a key press does; nothing for what the browser or a field should have. */
export function decideKey(
  { key, command, alt, typing, inRow, repeat }: Press,
  { afterG, singleKeys }: { afterG: boolean; singleKeys: boolean },
): KeyCommand {
  if (command && !alt && key.toLowerCase() === "k") return { kind: "palette" };
  if (command || alt || typing) return { kind: "none" };
  if (inRow && key === "ArrowDown") return { kind: "move", by: 1 };
  if (inRow && key === "ArrowUp") return { kind: "move", by: -1 };
  if (!singleKeys || key.length !== 1) return { kind: "none" };
  // Held down, it moves on; else what comes up meanwhile would be pressed too.
  if (repeat && key !== "j" && key !== "k") return { kind: "none" };
  if (afterG) return { kind: "go", key };
  if (key === "/") return { kind: "palette" };
  if (key === "?") return { kind: "help" };
  if (key === "g") return { kind: "wait_for_place" };
  if (key === "j") return { kind: "move", by: 1 };
  if (key === "k") return { kind: "move", by: -1 };
  return /[a-z0-9]/.test(key) ? { kind: "page", key } : { kind: "none" };
}
