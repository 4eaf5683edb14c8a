import { z } from "zod";
import { e164, toE164 } from "@/lib/core/phone";
import { cleanLine } from "@/lib/core/text";

const note = z
  .string()
  .overwrite(cleanLine)
  .max(200, { error: "A note may have at most 200 characters." })
  .transform((text) => text || null)
  .optional();

/** One number, read in the tenant's country. */
export const addNumberIn = (country: string) =>
  z.object({
    number: z
      .string({ error: "Enter a number." })
      .trim()
      .min(1, { error: "Enter a number." })
      .transform((typed, context) => {
        const number = toE164(typed, country);
        if (number) return number;
        context.addIssue({ code: "custom", message: "That isn't a valid phone number." });
        return z.NEVER;
      }),
    note,
  });

export const maxPasted = 5_000;

/**
 * Many numbers, one a line or set apart by commas or semicolons; what cannot be read is named. An
 * extension is left out: whoever must not be called is not called behind a switchboard either.
 */
export const pasteNumbersIn = (country: string) =>
  z.object({
    numbers: z
      .string({ error: "Paste some numbers." })
      .trim()
      .min(1, { error: "Paste some numbers." })
      .max(200_000, { error: "That's too much at once." })
      .transform((text) => readNumbers(text, country))
      .refine(({ numbers }) => numbers.length <= maxPasted, {
        error: `At most ${maxPasted.toLocaleString("en")} at once.`,
      })
      .refine(({ numbers }) => numbers.length > 0, { error: "None of these is a phone number." }),
    note,
  });

function readNumbers(text: string, country: string) {
  const typed = text
    .split(/(?:[\n\r,\t]|;(?!ext=))+/i)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const read = typed.map((part) => ({ part, number: toE164(part, country) }));
  return {
    numbers: [...new Set(read.flatMap(({ number }) => number ?? []))],
    unread: read.filter(({ number }) => number === null).map(({ part }) => part),
  };
}

export const TakeOff = z.object({ number: z.string().regex(e164) });

/** The query of the list's page. */
export const ListNumbers = z.object({
  q: z.string().overwrite(cleanLine).max(40).catch(""),
  before: z.string().optional().catch(undefined),
});
