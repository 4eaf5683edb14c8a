import { z } from "zod";
import { timeZoneNamed } from "@/lib/company/places";
import type { ContactField } from "@/lib/contact-fields/types";
import { readValue } from "@/lib/contact-fields/values";
import { readNumber, type TypedNumber } from "@/lib/core/phone";
import { cleanLine, cleanParagraphs } from "@/lib/core/text";
import type { Draft, EmailLabel, PhoneLabel, Reader } from "@/lib/imports/draft";
import { fold } from "@/lib/imports/fold";

const maxPhones = 10;
const maxEmails = 10;
const maxTags = 50;
const maxAddress = 500;
/** What people type where there is nothing. */
const nothing = /^(n\/?a|none|null|nil|unknown|-+|\.+|0+)$/i;
/** A number that a spreadsheet has rounded. */
const rounded = /^\d([.,]\d+)?e\+?\d+$/i;
const Address = z.email();

type TextField = "name" | "first_name" | "last_name" | "company" | "title";

/** Text on one line. */
export function readLine(field: TextField, most: number): Reader {
  return (cell, draft) => {
    const text = cleanLine(cell);
    if (text.length > most) return `At most ${most} characters; this has ${text.length}.`;
    if (text) draft[field] ??= text;
    return undefined;
  };
}

/** Parts of an address in several columns are put together. */
export const readAddress: Reader = (cell, draft) => {
  const address = [draft.address, cleanParagraphs(cell)].filter(Boolean).join(", ");
  if (address.length > maxAddress) return `An address has at most ${maxAddress} characters.`;
  if (address) draft.address = address;
  return undefined;
};

/** One address, or several with semicolons, commas or line breaks between them. */
export function readEmails(label: EmailLabel): Reader {
  return (cell, { emails }) => {
    for (const typed of cell.split(/[;,|\r\n]/)) {
      const email = cleanLine(typed)
        .replace(/^mailto:/i, "")
        .toLowerCase();
      if (email === "" || nothing.test(email)) continue;
      if (email.length > 254 || !Address.safeParse(email).success) {
        return `${shown(email)} isn't an email address.`;
      }
      const same = emails.find((entry) => entry.email === email);
      if (same) same.label = same.label === "work" ? label : same.label;
      else if (emails.length === maxEmails) return `A contact has at most ${maxEmails} emails.`;
      else emails.push({ email, label });
    }
    return undefined;
  };
}

export const readTags: Reader = (cell, { tags }) => {
  for (const typed of cell.split(/[;,|\r\n]/)) {
    const tag = cleanLine(typed);
    if (tag.length > 40) return `The tag ${shown(tag)} has more than 40 characters.`;
    const isNew = tag !== "" && !tags.some((one) => one.toLowerCase() === tag.toLowerCase());
    if (isNew) tags.push(tag);
  }
  return tags.length > maxTags ? `A contact has at most ${maxTags} tags.` : undefined;
};

export const readStage: Reader = (cell, draft, { stages }) => {
  const typed = cleanLine(cell);
  if (typed === "") return undefined;
  const id = stages.get(fold(typed));
  if (!id) return `There is no stage ${shown(typed)}.`;
  draft.stage_id = id;
  return undefined;
};

/** An IANA name, in any case; written as the database takes it. */
export const readTimeZone: Reader = (cell, draft) => {
  const typed = cleanLine(cell);
  if (typed === "") return undefined;
  const zone = timeZoneNamed(typed.replaceAll(" ", "_"));
  if (!zone) return `${shown(typed)} isn't a time zone: write it like America/New_York.`;
  draft.time_zone = zone;
  return undefined;
};

/** A value of one of the company's own fields. */
export function readCustom(field: ContactField): Reader {
  return (cell, { custom }) => {
    const read = readValue(field, cell);
    if ("error" in read) return `${read.error}: ${shown(cleanLine(cell))}.`;
    if (read.value !== null) custom[`custom:${field.id}`] = read.value;
    return undefined;
  };
}

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
export function readPhones(label: PhoneLabel): Reader {
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

function add({ phones }: Draft, { number, extension }: TypedNumber, label: PhoneLabel) {
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
