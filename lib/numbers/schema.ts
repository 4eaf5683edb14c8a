import { z } from "zod";

const accountSid = z
  .string({ error: "Enter the Account SID." })
  .trim()
  .check((context) => {
    const message = sidProblem(context.value);
    if (message) context.issues.push({ code: "custom", message, input: context.value });
  });

/** Twilio writes SIDs in lower-case hex: https://www.twilio.com/docs/glossary/what-is-a-sid */
function sidProblem(typed: string): string | undefined {
  if (typed === "") return "Enter the Account SID.";
  if (/^SK[0-9a-f]{32}$/i.test(typed)) {
    return "This is the SID of an API key. Ringbook needs the Account SID, which starts with AC.";
  }
  if (!/^AC/.test(typed)) return "An Account SID starts with AC.";
  if (!/^AC[0-9a-f]{32}$/.test(typed)) {
    return `An Account SID is AC and 32 more digits or letters from a to f; this has ${typed.length - 2} after AC.`;
  }
  return undefined;
}

/** The Twilio form. An empty token keeps the saved one; `number` is as typed; forwarding to nobody is "". */
export const TwilioForm = z.object({
  intent: z.enum(["test", "save"]),
  account_sid: accountSid,
  auth_token: z
    .string()
    .trim()
    .max(200, { error: "This is too long for an Auth Token." })
    .regex(/^[\x21-\x7e]*$/, { error: "An Auth Token has no spaces or special letters." })
    .optional()
    .transform((token) => token || undefined),
  number: z
    .string({ error: "Enter the number." })
    .trim()
    .min(1, { error: "Enter the number." })
    .max(40, { error: "This is too long for a phone number." }),
  forward_to: z
    .union([z.uuid(), z.literal("")], { error: "Choose a person from the list." })
    .optional()
    .transform((person) => person || null),
});

/** Agreeing to a change of a number's webhooks; `seen` stands for what was shown as being there. */
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
