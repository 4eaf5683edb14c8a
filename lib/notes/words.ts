type Written = {
  author_id: string | null;
  author: { name: string } | null;
  edited_by: string | null;
  is_call_note: boolean;
};

/** Who wrote a note, as the reader knows them. */
export function authorOf({ author_id, author }: Pick<Written, "author_id" | "author">, me: string) {
  if (author_id === null) return "Earlier note";
  return author_id === me ? "You" : (author?.name ?? "Someone");
}

/** A note that is saved while it is typed was written, not edited. */
export function isEdited({ edited_by, is_call_note }: Written): boolean {
  return edited_by !== null && !is_call_note;
}
