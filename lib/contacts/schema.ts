import { z } from "zod";
import { phoneLabels } from "@/lib/contacts/labels";
import { readNumber } from "@/lib/core/phone";
import { cleanLine } from "@/lib/core/text";

export const PhoneLabel = z.enum(phoneLabels, { error: "Choose a label" });

const maxPhones = 10;

/** A field that a form sends once, several times, or not at all. */
const repeated = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((given) => (given === undefined ? [] : [given].flat()));

const line = (most: number) =>
  z
    .string()
    .overwrite(cleanLine)
    .max(most, { error: `At most ${most} characters` });

/** A contact's number as it is kept: E.164, with its extension (digits), or "". */
type PhoneEntry = { phone: string; extension: string; label: z.infer<typeof PhoneLabel> };

/** The numbers of a form's rows, as people of `country` type them; an empty row is no number. */
const phonesIn = (country: string) =>
  repeated.transform((rows, context) => {
    const phones: { row: number; phone: string; extension: string }[] = [];
    const refuse = (row: number, message: string) =>
      context.addIssue({ code: "custom", path: [row], message });
    for (const [row, typed] of rows.entries()) {
      if (typed.trim() === "") continue;
      const read = readNumber(typed, country);
      if (read === null) refuse(row, "That isn't a valid phone number. Check the digits.");
      else if (phones.some(({ phone }) => phone === read.number))
        refuse(row, "This number is listed twice");
      else if (phones.length === maxPhones)
        refuse(row, `A contact has at most ${maxPhones} numbers`);
      else phones.push({ row, phone: read.number, extension: read.extension });
    }
    return phones;
  });

/**
 * A contact as its form sends it. Numbers are `phone` and `label`, once per row; they are read as
 * people of `country` (ISO 3166-1 alpha-2) type them, and come out in E.164. Refused rows are named
 * `phone.<row>`. Each field is judged by itself, so that all problems are named at once.
 */
export const saveContactIn = (country: string) =>
  z
    .object({
      id: z.uuid(),
      name: line(120).min(1, { error: "Enter a name" }),
      company: line(120).default(""),
      email: z
        .union([z.literal(""), line(254).pipe(z.email({ error: "That isn't an email address" }))])
        .default(""),
      owner_id: z.preprocess((value) => value || null, z.uuid().nullable()),
      phone: phonesIn(country),
      label: repeated,
    })
    .transform(({ phone, label, ...contact }) => {
      const phones: PhoneEntry[] = phone.map(({ row, ...number }) => ({
        ...number,
        label: PhoneLabel.catch("work").parse(label[row]),
      }));
      return { ...contact, phones };
    });
export type SaveContact = z.output<ReturnType<typeof saveContactIn>>;

/** The contact list's address: what is searched for, and where the page begins. */
export const ListContacts = z.object({
  q: z.string().overwrite(cleanLine).max(200).catch("").default(""),
  after: z.string().max(400).optional().catch(undefined),
});
