import { z } from "zod";
import { cleanLine } from "@/lib/core/text";

const name = z
  .string({ error: "Enter a name" })
  .overwrite(cleanLine)
  .min(1, { error: "Enter a name" })
  .max(60, { error: "At most 60 characters" });

/** Ids with commas between them, in the order of ringing, each once. */
const people = z
  .string()
  .default("")
  .transform((ids) => [...new Set(ids.split(",").filter(Boolean))])
  .pipe(z.array(z.uuid()).max(100, { error: "At most 100 people" }));

export const NewGroup = z.object({ name, people });
export const ChangeGroup = NewGroup.extend({ id: z.uuid() });
export const GroupId = z.object({ id: z.uuid() });
