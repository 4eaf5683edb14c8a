import { z } from "zod";
import { cleanParagraphs } from "@/lib/core/text";
import { maxNoteLength } from "@/lib/notes/limits";

const Text = z.string().overwrite(cleanParagraphs);

/** What the call bar saves: a note with the text it began from, an outcome, or none. */
export const SaveWrapUp = z.object({
  note: Text.max(maxNoteLength, {
    error: `At most ${maxNoteLength.toLocaleString("en")} characters`,
  }).optional(),
  was: Text.optional(),
  disposition_id: z.uuid().nullable().optional(),
  /** The outcome that the person saw. */
  disposition_was: z.uuid().nullable().optional(),
  dismissed: z.boolean().optional(),
});
export type SaveWrapUp = z.output<typeof SaveWrapUp>;
