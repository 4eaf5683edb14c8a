/** What a save came to: the draft as it is stored now, and why it was not published. */
export type SavedDraft<Draft> = { saved: Draft; refused?: string };
