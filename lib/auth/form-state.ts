/** Someone who is signed in, as a form names them. */
export type FormPerson = { userId: string; name: string; email: string; company: string };

/** A field that someone else has changed meanwhile; `choice` once one of the two was chosen. */
export type Conflict = { field: string; sentence: string; choice?: "mine" | "theirs" };

/**
 * What was sent. Without script the page is rendered again, and its form shows these values.
 */
export type Sent = { values: Record<string, unknown>; loaded?: string };

/** `unclear` where nobody knows whether it was carried out all the same. */
type NotDone =
  | { kind: "refused"; message: string; fields?: Record<string, string>; unclear?: true }
  | { kind: "conflict"; message: string; conflicts: Conflict[]; seen: string }
  | { kind: "signed_out"; message: string }
  | { kind: "other_person"; message: string; person: FormPerson };

/** What a form shows after its action: a sentence, and for refused input a sentence per field. */
export type ActionState<Result = undefined> =
  | { kind: "idle" }
  | { kind: "done"; message?: string; result?: Result; saved?: true }
  | (NotDone & { sent?: Sent });

export type Refusal = Exclude<ActionState<never>, { kind: "idle" | "done" }>;
