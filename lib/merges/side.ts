/** Which of two contacts that are merged: the one that stays, or the other. */
export type Side = "keep" | "gone";

/** A field in which two contacts differ: what each has as people read it, "" for nothing. */
export type MergeField = { name: string; label: string; keep: string; gone: string; chosen: Side };

/** Numbers, emails or tags of both, each once: those of `first` come first. */
export function joined<Entry>(
  { keep, gone, first }: { keep: Entry[]; gone: Entry[]; first: Side },
  keyOf: (entry: Entry) => string,
): Entry[] {
  const all = first === "keep" ? [...keep, ...gone] : [...gone, ...keep];
  const keys = all.map(keyOf);
  return all.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
}

/** The address where a contact is merged: with whom, once that is chosen. */
export const mergePath = (id: string, other?: string) =>
  `/contacts/${id}/merge${other ? `?with=${other}` : ""}`;
