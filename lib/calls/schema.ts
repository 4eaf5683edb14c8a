import { z } from "zod";

/** The body of POST /api/calls/initiate. `to` is anything people type; `from` is a number of the company, as typed or its id. */
export const InitiateCall = z.object({
  to: z
    .string({ error: "Which number?" })
    .trim()
    .min(1, "Which number?")
    .max(40, "That is too long for a number"),
  contactId: z.uuid("That is no contact").optional(),
  from: z
    .string({ error: "From which number?" })
    .trim()
    .min(1, "From which number?")
    .max(40, "That is too long for a number")
    .optional(),
  record: z.boolean("Say true or false for record").optional(),
});

export type InitiateCall = z.infer<typeof InitiateCall>;

/** Seconds a rep's own phone rings: https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource */
export const repRingSeconds = 30;
