/** As notes.body is checked (supabase/schemas/notes/notes.sql). */
export const maxNoteLength = 10_000;
