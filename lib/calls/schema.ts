import { z } from "zod";

/**
 * The body of POST /api/calls/initiate. `to` is anything people type; `from` is a number of the
 * company, as typed or its id; `entryId` is what the caller has claimed of a call list. In a
 * browser (`device`) nothing is dialled until the page connects with the call's id.
 */
export const InitiateCall = z.object({
  to: z
    .string({ error: "Enter a number." })
    .trim()
    .min(1, "Enter a number.")
    .max(40, "That's too long for a number"),
  contactId: z.uuid("That isn't a contact's id").optional(),
  entryId: z.uuid("That isn't an entry of a call list").optional(),
  from: z
    .string({ error: "Enter the number to call from." })
    .trim()
    .min(1, "Enter the number to call from.")
    .max(40, "That's too long for a number")
    .optional(),
  record: z.boolean("record must be true or false").optional(),
  device: z.enum(["phone", "browser"], "device must be phone or browser").optional(),
});

export type InitiateCall = z.infer<typeof InitiateCall>;

/** Seconds a rep's own phone rings: https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource */
export const repRingSeconds = 30;
