import type { PhoneEntry } from "@/lib/contacts/schema";

type Kept = { id: string; phone: string; label: string; position: number };

export type PhonePlan = {
  add: (PhoneEntry & { position: number })[];
  remove: string[];
  change: { id: string; label: string; position: number }[];
};

/**
 * What turns a contact's numbers into the wanted ones, in their order. A number that stays keeps its row: calls from
 * a shared number go to the contact that had it first.
 */
export function planPhones(kept: Kept[], wanted: PhoneEntry[]): PhonePlan {
  const plan: PhonePlan = { add: [], remove: [], change: [] };
  for (const [position, entry] of wanted.entries()) {
    const row = kept.find(({ phone }) => phone === entry.phone);
    if (!row) plan.add.push({ ...entry, position });
    else if (row.label !== entry.label || row.position !== position) {
      plan.change.push({ id: row.id, label: entry.label, position });
    }
  }
  plan.remove = kept
    .filter((row) => !wanted.some(({ phone }) => phone === row.phone))
    .map((row) => row.id);
  return plan;
}
