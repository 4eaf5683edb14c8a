/** What was typed about a call and is not saved yet, with the saved text that it began from. */
export type Draft = { text: string; was: string };

const keyOf = (userId: string, callId: string) => `ringbook.call-note.${userId}.${callId}`;

/** A browser may refuse its storage: then the note is only on the page. */
function storage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}

export function readDraft(userId: string, callId: string): Draft | undefined {
  try {
    const draft: unknown = JSON.parse(storage()?.getItem(keyOf(userId, callId)) ?? "null");
    if (typeof draft !== "object" || draft === null) return undefined;
    if (!("text" in draft && "was" in draft)) return undefined;
    const { text, was } = draft;
    return typeof text === "string" && typeof was === "string" ? { text, was } : undefined;
  } catch {
    return undefined;
  }
}

export function keepDraft(userId: string, callId: string, draft: Draft): void {
  try {
    storage()?.setItem(keyOf(userId, callId), JSON.stringify(draft));
  } catch {
    // The storage is full.
  }
}

export function dropDraft(userId: string, callId: string): void {
  storage()?.removeItem(keyOf(userId, callId));
}
