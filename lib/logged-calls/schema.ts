import { z } from "zod";
import { cleanParagraphs } from "@/lib/core/text";
import { maxNoteLength } from "@/lib/notes/limits";

const given = (value: unknown) => (value === "" ? null : value);
const maxMinutes = 1440;

/** As `<input type="datetime-local">` sends it: a clock time of the company's zone. */
const LocalTime = z
  .string({ error: "Enter when the call was." })
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/, { error: "Enter when the call was." });

/** A call that happened elsewhere. Its form makes the id, so that it is logged once. */
export const LogCall = z.object({
  id: z.uuid(),
  contact_id: z.uuid(),
  direction: z.enum(["inbound", "outbound"], { error: "Choose who called." }),
  when: LocalTime,
  minutes: z.preprocess(
    given,
    z.coerce
      .number({ error: "Enter a number of minutes." })
      .min(0, { error: "Must be 0 or more." })
      .max(maxMinutes, { error: "A call lasts a day at most." })
      .nullable()
      .default(null),
  ),
  disposition_id: z.preprocess(given, z.uuid().nullable().default(null)),
  note: z
    .string()
    .overwrite(cleanParagraphs)
    .max(maxNoteLength, { error: `At most ${maxNoteLength.toLocaleString("en")} characters` })
    .default(""),
});
export type LogCall = z.output<typeof LogCall>;

export const LoggedCallId = z.object({ id: z.uuid() });
