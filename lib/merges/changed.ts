import { z } from "zod";
import { type FlatContact, partsOf } from "@/lib/contacts/decide";
import { fieldNames } from "@/lib/contacts/words";
import { formatPhone } from "@/lib/core/phone";
import { same } from "@/lib/edits/decide";

const Seen = z.array(z.looseObject({ id: z.string() }));

/** What of contacts was changed since they were `seen`, in a sentence each. */
export function whatChanged(
  seen: string,
  now: FlatContact[],
  { country, fields }: { country: string; fields: { id: string; name: string }[] },
): string[] {
  const before = readSeen(seen);
  return now.flatMap((contact) => {
    const was = before.find(({ id }) => id === contact.id);
    if (!was) return [];
    const facts: Record<string, unknown> = contact;
    const changed = [...new Set([...Object.keys(was), ...Object.keys(facts)])].filter(
      (field) => !same(was[field] ?? null, facts[field] ?? null),
    );
    const names = changed.map((field) => nameOf(field, country, fields));
    return names.length > 0 ? [`${contact.name}: ${names.join(", ")}`] : [];
  });
}

function readSeen(seen: string) {
  try {
    return Seen.parse(JSON.parse(seen));
  } catch {
    return [];
  }
}

function nameOf(field: string, country: string, fields: { id: string; name: string }[]): string {
  const { kind, key } = partsOf(field);
  if (kind === "phone") return `the number ${formatPhone(key, country)}`;
  if (kind === "email") return `the email ${key}`;
  if (kind === "tag") return `the tag “${key}”`;
  const own = fields.find(({ id }) => kind === "custom" && id === key);
  return own ? `“${own.name}”` : (fieldNames[field] ?? field);
}
