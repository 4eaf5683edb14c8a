import { z } from "zod";
import { cleanParagraphs } from "@/lib/core/text";
import { maxNoteLength } from "@/lib/notes/limits";

const Text = z
  .string({ error: "Write a note" })
  .overwrite(cleanParagraphs)
  .max(maxNoteLength, { error: `At most ${maxNoteLength.toLocaleString("en")} characters` });
const Body = Text.min(1, { error: "Write a note" });

const given = (value: unknown) => value || undefined;
const About = z.preprocess(given, z.uuid().optional());

/** A new note; its form makes the id, so that it is added once however often it is sent. */
export const AddNote = z
  .object({ id: z.uuid(), contact_id: About, call_id: About, body: Body })
  .refine(({ contact_id, call_id }) => contact_id || call_id, {
    error: "Say what this note is about",
  });
export type AddNote = z.output<typeof AddNote>;

export const EditNote = z.object({ id: z.uuid(), body: Body });
export type EditNote = z.output<typeof EditNote>;

export const NoteId = z.object({ id: z.uuid() });
export const PinNote = z.object({ id: z.uuid(), pinned: z.enum(["true", "false"]) });

/** What a person writes during and after a call; an empty text is no note. */
export const SaveCallNote = z.object({
  call_id: z.uuid(),
  body: Text,
  /** The text that the field was opened with or last saved as; without it nothing is compared. */
  was: z.string().overwrite(cleanParagraphs).optional(),
});
export type SaveCallNote = z.output<typeof SaveCallNote>;
