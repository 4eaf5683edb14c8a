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

const authToken = z
  .string()
  .trim()
  .max(200, { error: "This is too long for an Auth Token." })
  .regex(/^[\x21-\x7e]*$/, { error: "An Auth Token has no spaces or special characters." });

/** The form of the Twilio account. An empty token keeps the saved one, where there is one. */
export const twilioForm = ({ isSaved }: { isSaved: boolean }) =>
  z.object({
    intent: z.enum(["test", "save"]),
    account_sid: accountSid,
    auth_token: (isSaved ? authToken : authToken.min(1, { error: "Enter the Auth Token." }))
      .optional()
      .transform((token) => token || undefined),
  });
