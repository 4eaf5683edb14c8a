import type { OptOut } from "@/lib/messages/event";

/**
 * The words that Twilio acts on by itself, as the only word of a message:
 * https://help.twilio.com/articles/223134027
 */
const words: Record<OptOut, string[]> = {
  stop: ["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "optout", "revoke"],
  start: ["start", "yes", "unstop"],
  help: ["help", "info"],
};

const byWord = new Map(
  (["stop", "start", "help"] as const).flatMap((kind) =>
    words[kind].map((word): [string, OptOut] => [word, kind]),
  ),
);

const ofTwilio: Record<string, OptOut> = { STOP: "stop", START: "start", HELP: "help" };

/**
 * What a message asks for: as Twilio's Advanced Opt-Out says (`OptOutType`), else by its only word.
 * A word that opts in counts only where somebody has opted out (private.text_asks): else "yes" is
 * an answer.
 */
export function readOptOut(
  body: string,
  optOutType?: string,
): { optOut: OptOut; source: "word" | "twilio" } | undefined {
  const said = optOutType && ofTwilio[optOutType.toUpperCase()];
  if (said) return { optOut: said, source: "twilio" };
  const word = byWord.get(body.trim().toLowerCase());
  return word && { optOut: word, source: "word" };
}
