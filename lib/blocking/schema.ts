import { z } from "zod";
import { e164, toE164 } from "@/lib/core/phone";
import { cleanLine } from "@/lib/core/text";

const reason = z
  .string()
  .overwrite(cleanLine)
  .max(200, { error: "At most 200 characters." })
  .transform((text) => text || null)
  .optional();

/** A number as people of a country type it, or E.164. */
export const blockNumberIn = (country: string) =>
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
    reason,
  });

export const Unblock = z.object({
  number: z.string().regex(e164),
  /** Undoes a block: the caller is missed again as before it. */
  undo: z.literal("1").optional(),
});

/** What callers get whom nobody is to be rung for. */
export const BlockingPolicy = z.object({
  blocked_calls: z.enum(["reject", "voicemail"], { error: "Choose one." }),
  anonymous_calls: z.enum(["ring", "reject", "voicemail"], { error: "Choose one." }),
});
