import { z } from "zod";
import { cleanLine } from "@/lib/core/text";

const name = z
  .string()
  .overwrite(cleanLine)
  .max(60, { error: "A name may have at most 60 characters." })
  .optional()
  .transform((typed) => typed || null);

/** A person's id, or `route:` and a route's; nobody is "". */
const forward_to = z
  .union([z.uuid(), z.string().regex(/^route:[0-9a-f-]{36}$/), z.literal("")], {
    error: "Choose a person or a route from the list.",
  })
  .optional()
  .transform((person) => person || null);

/** `number` is E.164, chosen among those of the account. */
export const AddNumber = z.object({
  number: z.string({ error: "Choose a number." }).min(1, { error: "Choose a number." }).max(40),
  name,
  forward_to,
});

export const EditNumber = z.object({ id: z.uuid(), name, forward_to });
export const RemoveNumber = z.object({ id: z.uuid() });

/** A person's default for outbound calls; "" leaves it to the rule. */
export const ChooseDefaultNumber = z.object({
  default_number_id: z
    .union([z.uuid(), z.literal("")], { error: "Choose a number from the list." })
    .transform((id) => id || null),
});

/** Agreeing to a change of a number's webhooks; `seen` is what was shown as being there. */
export const AgreeToWebhooks = z.object({ id: z.uuid(), seen: z.string().max(4000) });

/** As kept in the table `kept_webhooks`. */
export const KeptWebhooks = z.object({
  voice_url: z.string(),
  voice_method: z.string(),
  status_callback: z.string(),
  status_callback_method: z.string(),
  voice_application_sid: z.string(),
  trunk_sid: z.string(),
});
