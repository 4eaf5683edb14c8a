import { z } from "zod";
import { cleanLine } from "@/lib/core/text";
import { EditNumber } from "@/lib/numbers/schema";
import { numberTypes } from "@/lib/twilio/number-types";

const capability = z.enum(["voice", "sms", "mms"]);
const type = z.enum(numberTypes, { error: "Choose a type from the list." });
const country = z.string().regex(/^[A-Z]{2}$/, { error: "Choose a country from the list." });
const blank = (value: unknown) => (value === "" ? undefined : value);

/** A search for numbers to buy; the country is the company's where none is given. */
export const SearchNumbers = z.object({
  country: z.preprocess(blank, country.optional()),
  type: z.preprocess(blank, type.default("local")),
  area_code: z.preprocess(
    blank,
    z
      .string()
      .trim()
      .regex(/^\d{3}$/, { error: "An area code has three digits, such as 206." })
      .optional(),
  ),
  contains: z.preprocess(
    blank,
    z
      .string()
      .overwrite((typed) => typed.replace(/[\s().-]/g, ""))
      .regex(/^\+?[\dA-Za-z*]{2,16}$/, {
        error: "Type 2 to 16 digits or letters; * stands for any digit.",
      })
      .optional(),
  ),
  near: z.preprocess(blank, z.string().overwrite(cleanLine).max(60).optional()),
  can: z.preprocess(
    (given) => (given === undefined || given === "" ? [] : [given].flat()),
    z.array(capability).max(3),
  ),
});
export type NumberSearch = z.infer<typeof SearchNumbers>;

/** What `POST /api/numbers` and the form take; `number` is E.164. */
export const BuyNumber = z.object({
  number: z
    .string({ error: "Choose a number." })
    .regex(/^\+[1-9]\d{6,14}$/, { error: "This isn't a phone number." }),
  country: z.preprocess(blank, country.optional()),
  type: z.preprocess(blank, type.default("local")),
  name: EditNumber.shape.name,
  forward_to: EditNumber.shape.forward_to,
  /** What was shown; for the log alone. */
  monthly_price: z.preprocess(blank, z.coerce.number().min(0).max(10_000).optional()),
  currency: z.preprocess(
    blank,
    z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
  ),
});

export const ReleaseNumber = z.object({ id: z.uuid() });
