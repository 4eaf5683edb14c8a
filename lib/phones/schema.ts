import { z } from "zod";
import { TypedPhone } from "@/lib/account/schema";
import { cleanLine } from "@/lib/core/text";

/** The phone (E.164) that is verified; the person's first one without. */
export const whichPhone = z.object({ number: z.string().max(20).optional() });

const called = z.string().overwrite(cleanLine).max(40, { error: "At most 40 characters." });
const place = z.coerce.number().int().min(2).max(3);

/** A person's second or third phone, and what they call it. */
export const NewPhone = TypedPhone.extend({ called });
/** A checkbox is only sent when it is on. */
export const ChangePhone = z.object({ place, called, rings: z.literal("on").optional() });
export const PhonePlace = z.object({ place });

/** The code as people type it: "123 456" and "123-456" too. */
export const TypedCode = z.object({
  ...whichPhone.shape,
  code: z
    .string({ error: "Type the six digits you heard." })
    .max(40, { error: "Type the six digits you heard." })
    .transform((typed) => typed.replace(/[\s.-]/g, ""))
    .pipe(z.string().regex(/^[0-9]{6}$/, { error: "Type the six digits you heard." })),
});
