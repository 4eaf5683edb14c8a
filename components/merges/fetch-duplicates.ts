/** A contact that has what was typed: a number as people read it, an address, the name. */
export type FoundDuplicate = {
  id: string;
  name: string;
  company: string;
  archived: boolean;
  kind: "phone" | "email" | "name";
  value: string;
};

/** Who has what a contact's form says already; null when that cannot be found out now. */
export async function fetchDuplicates(
  form: FormData,
  signal: AbortSignal,
): Promise<FoundDuplicate[] | null> {
  const query = new URLSearchParams();
  for (const name of ["id", "name", "company", "phone", "email"]) {
    for (const value of form.getAll(name)) {
      if (typeof value === "string" && value.trim() !== "") query.append(name, value);
    }
  }
  try {
    const response = await fetch(`/api/contacts/duplicates?${query}`, { signal });
    const answer: unknown = response.ok ? await response.json() : null;
    return isAnswer(answer) ? answer.found : null;
  } catch {
    return null;
  }
}

/** Our own route's: what is in `found` is as it sends it (lib/merges/duplicates.ts). */
const isAnswer = (answer: unknown): answer is { found: FoundDuplicate[] } =>
  typeof answer === "object" && answer !== null && "found" in answer;
