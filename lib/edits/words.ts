/** Who has changed a field since the form was opened; undefined when nobody can say. */
export type Editor = { name: string; self: boolean } | undefined;

const maxShown = 200;

/**
 * What became of a field that two people changed: `name` as in "the notes", `value` as people read
 * it, "" for nothing.
 */
export function conflictSentence(editor: Editor, name: string, value: string): string {
  const who = editor ? (editor.self ? "You" : editor.name) : "Someone";
  const when = editor?.self ? "in another window" : "while you were editing";
  const shown = value.length > maxShown ? `${value.slice(0, maxShown)}…` : value;
  return value === ""
    ? `${who} removed ${name} ${when}.`
    : `${who} changed ${name} to “${shown}” ${when}.`;
}
