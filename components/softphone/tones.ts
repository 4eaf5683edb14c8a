/** What can be sent as tones, of what was typed or pasted. */
export const tonesIn = (text: string) => text.replace(/[^0-9*#]/g, "");

type Typed = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean };

/** The tone of a key that is pressed outside a field; "" for any other. */
export function toneOf({ key, ctrlKey, metaKey, altKey }: Typed): string {
  return key.length === 1 && !ctrlKey && !metaKey && !altKey ? tonesIn(key) : "";
}
