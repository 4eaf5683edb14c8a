import { z } from "zod";
import { readNumber, type TypedNumber } from "@/lib/core/phone";
import { cleanLine } from "@/lib/core/text";
import type { Draft, Label, Reader } from "@/lib/imports/draft";
import { fold } from "@/lib/imports/fold";

const maxPhones = 10;
/** What people type where there is nothing. */
const nothing = /^(n\/?a|none|null|nil|unknown|-+|\.+|0+)$/i;
/** A number that a spreadsheet has rounded. */
const rounded = /^\d([.,]\d+)?e\+?\d+$/i;
const Address = z.email();

type TextField = "name" | "first_name" | "last_name" | "company";

/** Text on one line. */
export function readLine(field: TextField, most: number): Reader {
  return (cell, draft) => {
    const text = cleanLine(cell);
    if (text.length > most) return `At most ${most} characters; this has ${text.length}.`;
    if (text) draft[field] ??= text;
    return undefined;
  };
}

export const readEmail: Reader = (cell, draft) => {
  const address = cleanLine(cell).replace(/^mailto:/i, "");
  if (address === "" || nothing.test(address)) return undefined;
  if (address.length > 254 || !Address.safeParse(address).success) {
    return `${shown(address)} isn't an email address.`;
  }
  draft.email ??= address;
  return undefined;
};

/** A colleague, by their email or name. */
export const readOwner: Reader = (cell, draft, { people }) => {
  const typed = cleanLine(cell);
  if (typed === "") return undefined;
  const id = people.get(typed.toLowerCase()) ?? people.get(fold(typed));
  if (!id) return `Nobody on your team is ${shown(typed)}.`;
  draft.owner_id = id;
  return undefined;
};

/** One number, or several with semicolons, commas, slashes or line breaks between them. */
export function readPhones(label: Label): Reader {
  return (cell, draft, { country }) => {
    const typed = cleanLine(cell.replace(/\r\n|\r|\n/g, "; "));
    for (const one of split(typed, country)) {
      if (nothing.test(one)) continue;
      const read = readTyped(one, country);
      if (!read && rounded.test(one)) {
        return `The spreadsheet has rounded the number ${shown(one)}. Make its column text there, and save again.`;
      }
      if (!read) return `${shown(one)} isn't a valid phone number.`;
      const problem = add(draft, read, label);
      if (problem) return problem;
    }
    return undefined;
  };
}

function add({ phones }: Draft, { number, extension }: TypedNumber, label: Label) {
  const same = phones.find(({ phone }) => phone === number);
  // "Work" is what a column without a kind means: another one knows better.
  if (same) same.label = same.label === "work" ? label : same.label;
  else if (phones.length === maxPhones) return `A contact has at most ${maxPhones} numbers.`;
  else phones.push({ phone: number, extension, label });
  return undefined;
}

function split(typed: string, country: string): string[] {
  const parts = typed.split(/[;|]| \/ /).flatMap((part) => {
    // A comma may be part of a number: "555 0123, ext. 7".
    return part.includes(",") && !readTyped(part, country) ? part.split(",") : part;
  });
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

function readTyped(typed: string, country: string): TypedNumber | null {
  const read = readNumber(typed, country);
  if (read || !/^00[1-9]/.test(typed)) return read;
  return readNumber(`+${typed.slice(2)}`, country);
}

function shown(text: string): string {
  return `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`;
}
