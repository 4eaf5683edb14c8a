import { z } from "zod";
import { cleanLine } from "@/lib/core/text";

const Named = z.object({
  id: z.uuid(),
  name: z
    .string({ error: "Enter a name." })
    .overwrite(cleanLine)
    .min(1, { error: "Enter a name." })
    .max(60, { error: "At most 60 characters." }),
  is_shared: z.literal("on").optional().catch(undefined).transform(Boolean),
});

/** The list as it stands in its address. */
const query = z.string().max(8000, { error: "This view has too many filters." });

export const SaveView = Named.extend({ query });
export const ChangeView = Named;
/** `was` is what the view was when the page was drawn, as JSON. */
export const ReplaceView = z.object({ id: z.uuid(), query, was: z.string().max(10_000) });
export const OneView = z.object({ id: z.uuid() });
