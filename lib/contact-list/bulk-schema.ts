import { z } from "zod";
import { bulkKinds } from "@/lib/contact-list/bulk-kinds";

const ids = z
  .string()
  .default("")
  .transform((text) => text.split(",").filter(Boolean))
  .pipe(z.array(z.uuid()).max(500));

/**
 * What is changed of many contacts: of `ids`, apart by commas, or with `all` of a whole view, as it
 * stands in its address. `change` is the id to undo it by.
 */
export const ChangeContacts = z
  .object({
    change: z.uuid(),
    ids,
    all: z.literal("1").optional(),
    view: z.string().max(4000).default(""),
    what: z.enum(bulkKinds),
    value: z.preprocess((text) => text || null, z.uuid().nullable()),
  })
  .refine(({ ids: chosen, all }) => chosen.length > 0 || all, { error: "Select a contact." });
export type ChangeContacts = z.output<typeof ChangeContacts>;

export const UndoChange = z.object({ change: z.uuid() });
