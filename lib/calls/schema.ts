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

const oneOfThem = "Say whom to call by one of to, colleagueId and extension.";

/** The body of the same route for a call to a colleague: by their id, or by their extension. */
export const CallColleague = z
  .object({
    to: z.undefined(oneOfThem).optional(),
    colleagueId: z.uuid("That isn't a person's id").optional(),
    extension: z
      .string("An extension is a text of 2 to 5 digits")
      .regex(/^[0-9]{2,5}$/, "An extension has 2 to 5 digits")
      .optional(),
    ...InitiateCall.pick({ record: true, device: true }).shape,
  })
  .refine(({ colleagueId, extension }) => !colleagueId !== !extension, oneOfThem);

export type CallColleague = z.infer<typeof CallColleague>;

/** Whether a body names a colleague rather than a number. */
export function isToColleague(body: unknown): boolean {
  if (typeof body !== "object" || body === null) return false;
  return "colleagueId" in body || "extension" in body;
}

/** Seconds a rep's own phone rings: https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource */
export const repRingSeconds = 30;
