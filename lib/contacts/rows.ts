import { z } from "zod";
import { emailLabels, phoneLabels } from "@/lib/contacts/labels";
import { readNumber } from "@/lib/core/phone";
import { cleanLine } from "@/lib/core/text";

export const PhoneLabel = z.enum(phoneLabels, { error: "Choose a label" });
export const EmailLabel = z.enum(emailLabels, { error: "Choose a label" });

const maxRows = 10;

/** A field that a form sends once, several times, or not at all. */
export const repeated = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((given) => (given === undefined ? [] : [given].flat()));

/**
 * The rows of a form that are filled in, each as `read` takes it or refused by its place; what has
 * the same `key` twice is refused too.
 */
const rowsOf = <Entry extends { key: string }>(
  words: { wrong: string; twice: string; tooMany: string },
  read: (typed: string) => Entry | null,
) =>
  repeated.transform((rows, context) => {
    const entries: (Entry & { row: number })[] = [];
    const refuse = (row: number, message: string) =>
      context.addIssue({ code: "custom", path: [row], message });
    for (const [row, typed] of rows.entries()) {
      if (typed.trim() === "") continue;
      const entry = read(typed);
      if (entry === null) refuse(row, words.wrong);
      else if (entries.some(({ key }) => key === entry.key)) refuse(row, words.twice);
      else if (entries.length === maxRows) refuse(row, words.tooMany);
      else entries.push({ row, ...entry });
    }
    return entries;
  });

/** The numbers of a form's rows, as people of `country` type them; an empty row is no number. */
export const phonesIn = (country: string) =>
  rowsOf(
    {
      wrong: "That isn't a valid phone number. Check the digits.",
      twice: "This number is listed twice",
      tooMany: `A contact has at most ${maxRows} numbers`,
    },
    (typed) => {
      const read = readNumber(typed, country);
      return read && { key: read.number, extension: read.extension };
    },
  );

const Email = z.string().overwrite(cleanLine).toLowerCase().max(254).pipe(z.email());

/** The email addresses of a form's rows, in small letters. */
export const emails = rowsOf(
  {
    wrong: "That isn't an email address",
    twice: "This address is listed twice",
    tooMany: `A contact has at most ${maxRows} email addresses`,
  },
  (typed) => {
    const read = Email.safeParse(typed);
    return read.success ? { key: read.data } : null;
  },
);
