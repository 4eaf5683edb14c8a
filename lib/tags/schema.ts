import { z } from "zod";
import { cleanLine } from "@/lib/core/text";

export const TagId = z.object({ id: z.uuid() });
/** The tag `id` goes; `keep` takes its place. */
export const MergeTags = z
  .object({ id: z.uuid(), keep: z.uuid({ error: "Choose a tag." }) })
  .refine(({ id, keep }) => id !== keep, { path: ["keep"], error: "Choose another tag." });
export const RenameTag = TagId.extend({
  name: z
    .string({ error: "Enter a name." })
    .overwrite(cleanLine)
    .min(1, { error: "Enter a name." })
    .max(40, { error: "At most 40 characters." })
    // A comma ends a tag where tags are typed.
    .regex(/^[^,]*$/, { error: "A tag has no commas." }),
});
