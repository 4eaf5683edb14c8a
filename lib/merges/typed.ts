import { z } from "zod";
import { readNumber } from "@/lib/core/phone";
import { cleanLine, isStorable } from "@/lib/core/text";
import type { Wanted } from "@/lib/merges/duplicates";

const maxRows = 10;
const Email = z.string().toLowerCase().max(254).pipe(z.email());

/**
 * What to look for of a form that is being typed, in people's own writing: `phone` and `email`
 * repeat, `name`, `company`, and `id`, the contact itself. Numbers are read in `country` (ISO
 * 3166-1 alpha-2). Null while there is nothing that could be found.
 */
export function typedDuplicates(typed: URLSearchParams, country: string): Wanted | null {
  const lines = (name: string) => typed.getAll(name).slice(0, maxRows).map(clean);
  const phones = lines("phone").flatMap((phone) => readNumber(phone, country)?.number ?? []);
  const emails = lines("email").flatMap((email) => Email.safeParse(email).data ?? []);
  const name = clean(typed.get("name") ?? "");
  if (phones.length === 0 && emails.length === 0 && name === "") return null;
  const id = z.uuid().safeParse(typed.get("id"));
  const company = clean(typed.get("company") ?? "");
  return { phones, emails, name, company, ...(id.success && { besides: id.data }) };
}

const clean = (text: string) => (isStorable(text) ? cleanLine(text.slice(0, 300)) : "");
