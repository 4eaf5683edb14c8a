import type { FieldValue } from "@/lib/contact-fields/types";
import { guessZone } from "@/lib/core/phone-zone";
import { asTyped } from "@/lib/imports/as-typed";
import type { Draft, Reading } from "@/lib/imports/draft";
import { maxKeptCell } from "@/lib/imports/limits";
import type { FileRow } from "@/lib/imports/parse";
import { targetsFor } from "@/lib/imports/targets";

/** A row as the database imports it; with `reason` it is not imported. */
export type Imported = {
  line: number;
  /** Only what the row says, as private.flat_contacts names it; an empty cell changes nothing. */
  contact: Record<string, FieldValue>;
  /** The name of a contact that is added without one. */
  fallback: string;
  /** The time zone that its main number tells (IANA). */
  zone: string | null;
  phones: Draft["phones"];
  emails: Draft["emails"];
  tags: Draft["tags"];
  cells: string[];
  reason: string | null;
  /** Which emails are left out of a row that is imported, and why. */
  without: string | null;
};

const maxReason = 1_000;
const maxName = 120;

/**
 * A row of a file as the contact that it is: each column goes where `columns` says. All that is
 * wrong with it is in `reason`, by column; where that is emails alone and the row says enough
 * besides, it is imported without them.
 */
export function readRow(
  { line, cells }: FileRow,
  columns: readonly (string | null)[],
  header: readonly string[],
  reading: Reading,
): Imported {
  const draft: Draft = { custom: {}, phones: [], emails: [], tags: [] };
  const targets = targetsFor(reading.fields);
  const problems: string[] = [];
  let badEmails = 0;
  for (const [index, key] of columns.entries()) {
    const target = key && targets.find((each) => each.key === key);
    const cell = asTyped(cells[index] ?? "");
    if (!target || cell.trim() === "") continue;
    const problem = target.read(cell, draft, reading);
    if (!problem) continue;
    problems.push(`${header[index]?.trim().slice(0, 60) || target.label}: ${problem}`);
    if (isEmail(target.key)) badEmails += 1;
  }
  const { first_name, last_name, phones, emails, tags, custom, ...fields } = draft;
  const name = draft.name ?? joined(first_name, last_name);
  const tagged = Object.fromEntries(tags.map((tag) => [`tag:${tag.toLowerCase()}`, true]));
  const contact = { ...fields, ...custom, ...tagged, ...(name && { name }) };
  if (name && name.length > maxName) problems.push(`A name has at most ${maxName} characters.`);
  const fallback = name || draft.company || emails[0]?.email || phones[0]?.phone || "";
  if (fallback === "" && problems.length === 0) {
    problems.push("There is no name, company, email or number in this row.");
  }
  const words = problems.length > 0 ? problems.join(" ").slice(0, maxReason) : null;
  const isEnough = badEmails === problems.length && Boolean(name || draft.company || phones[0]);
  return {
    ...{ line, contact, fallback: fallback.slice(0, maxName), phones, emails, tags },
    zone: guessZone(phones[0]?.phone),
    cells: cells.map((cell) => cell.slice(0, maxKeptCell)),
    reason: isEnough ? null : words,
    without: isEnough ? words : null,
  };
}

const isEmail = (key: string) => key === "email" || key.endsWith("_email");

function joined(first: string | undefined, last: string | undefined): string | undefined {
  if (first && last) return `${first} ${last}`;
  return first ?? last;
}
