import { z } from "zod";

/** The code as people type it: "123 456" and "123-456" too. */
export const TypedCode = z.object({
  code: z
    .string({ error: "Type the six digits you heard." })
    .max(40, { error: "Type the six digits you heard." })
    .transform((typed) => typed.replace(/[\s.-]/g, ""))
    .pipe(z.string().regex(/^[0-9]{6}$/, { error: "Type the six digits you heard." })),
});
