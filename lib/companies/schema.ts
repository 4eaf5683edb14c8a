import { z } from "zod";
import { readNumber } from "@/lib/core/phone";
import { cleanLine, cleanParagraphs } from "@/lib/core/text";

const line = (most: number) =>
  z
    .string()
    .overwrite(cleanLine)
    .max(most, { error: `At most ${most} characters` });

const website = line(200)
  .transform((text) => (text === "" || /^https?:\/\//i.test(text) ? text : `https://${text}`))
  .refine((text) => text === "" || /^https?:\/\/[^\s/]+\.[^\s]+$/i.test(text), {
    error: "That isn't a website",
  })
  .default("");

/**
 * A company as its form sends it. Its number is read as people of `country` (ISO 3166-1 alpha-2)
 * type it, and comes out in E.164; none is null.
 */
export const saveCompanyIn = (country: string) =>
  z
    .object({
      id: z.uuid(),
      name: line(120).min(1, { error: "Enter a name" }),
      phone: z
        .string()
        .default("")
        .transform((typed, context) => {
          if (typed.trim() === "") return { number: null, extension: "" };
          const read = readNumber(typed, country);
          const message = "That isn't a valid phone number. Check the digits.";
          if (!read) context.addIssue({ code: "custom", message });
          return read ?? { number: null, extension: "" };
        }),
      website,
      address: z
        .string()
        .overwrite(cleanParagraphs)
        .max(500, { error: "At most 500 characters" })
        .default(""),
    })
    .transform(({ phone: { number, extension }, ...company }) => ({
      ...company,
      phone: number,
      extension,
    }));
export type SaveCompany = z.output<ReturnType<typeof saveCompanyIn>>;

/** The address of the list of companies: what is searched for, and where the page begins. */
export const ListCompanies = z.object({
  q: z.string().overwrite(cleanLine).max(200).catch("").default(""),
  after: z.string().overwrite(cleanLine).max(200).optional().catch(undefined),
});
