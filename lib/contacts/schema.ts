import { z } from "zod";
import { isTimeZone } from "@/lib/company/places";
import type { ContactField, FieldValues } from "@/lib/contact-fields/types";
import { readValue } from "@/lib/contact-fields/values";
import { EmailLabel, emails, PhoneLabel, phonesIn, repeated } from "@/lib/contacts/rows";
import { cleanLine, cleanParagraphs } from "@/lib/core/text";

const line = (most: number) =>
  z
    .string()
    .overwrite(cleanLine)
    .max(most, { error: `At most ${most} characters` });

const chosen = z.preprocess((value) => value || null, z.uuid().nullable());

const maxTags = 50;
const tags = repeated.transform((names, context) => {
  const clean = names.map(cleanLine).filter((name) => name !== "");
  const byName = new Map(clean.toReversed().map((name) => [name.toLowerCase(), name]));
  const message =
    byName.size > maxTags
      ? `A contact has at most ${maxTags} tags`
      : clean.some((name) => name.length > 40) && "A tag has at most 40 characters";
  if (message) context.addIssue({ code: "custom", message });
  return [...byName.values()].toReversed();
});

/** A company's own fields as the form sends them, `custom:<id>` each; null for an empty one. */
const customIn = (fields: ContactField[], was: FieldValues) =>
  z.looseObject({}).transform((typed, context) => {
    const custom: Record<string, FieldValues[string] | null> = {};
    for (const field of fields) {
      const sent = typed[`custom:${field.id}`];
      const read = readValue(field, typeof sent === "string" ? sent : "", was[field.id]);
      if ("error" in read) {
        const path = [`custom:${field.id}`];
        context.addIssue({ code: "custom", path, message: read.error });
      } else custom[field.id] = read.value;
    }
    return { custom };
  });

/**
 * A contact as its form sends it. Numbers are `phone` and `label`, once per row, the main one
 * first; they are read as people of `country` (ISO 3166-1 alpha-2) type them, and come out in
 * E.164. Emails are `email` and `email_label`. Refused rows are named `phone.<row>`. Each field is
 * judged by itself, so that all problems are named at once. No time zone is one that the number
 * tells. `was` is what the contact has in the company's own `fields`.
 */
export const saveContactIn = (
  country: string,
  { fields = [], was = {} }: { fields?: ContactField[]; was?: FieldValues } = {},
) =>
  z
    .intersection(
      z.object({
        id: z.uuid(),
        name: line(120).min(1, { error: "Enter a name" }),
        company: line(120).default(""),
        title: line(120).default(""),
        owner_id: chosen,
        stage_id: chosen.default(null),
        address: z
          .string()
          .overwrite(cleanParagraphs)
          .max(500, { error: "At most 500 characters" })
          .default(""),
        time_zone: z
          .preprocess(
            (value) => value || null,
            z.string().refine(isTimeZone, { error: "Choose a time zone" }).nullable(),
          )
          .default(null),
        phone: phonesIn(country),
        label: repeated,
        email: emails,
        email_label: repeated,
        tag: tags,
      }),
      customIn(fields, was),
    )
    .transform(({ phone, label, email, email_label, tag, ...contact }) => ({
      ...contact,
      phones: phone.map(({ row, key, extension }) => ({
        phone: key,
        extension,
        label: PhoneLabel.catch("work").parse(label[row]),
      })),
      emails: email.map(({ row, key }) => ({
        email: key,
        label: EmailLabel.catch("work").parse(email_label[row]),
      })),
      tags: tag,
    }));
export type SaveContact = z.output<ReturnType<typeof saveContactIn>>;

/** The contact list's address: what is searched for, and where the page begins. */
export const ListContacts = z.object({
  q: z.string().overwrite(cleanLine).max(200).catch("").default(""),
  after: z.string().max(400).optional().catch(undefined),
});
