import type { Role } from "@/lib/auth/member";

/** What went wrong with a message, and what to do about it. */
export type FailureWords = { what: string; todo: string };

/** `admins`: what only they can do about it, as in "Ask an admin to …". */
type Known = FailureWords | { what: string; admins: string };

const reach = "Check the number, or call instead.";
const look = "look at the number in Twilio's console.";

/** By Twilio's code: https://www.twilio.com/docs/api/errors */
const byCode: Record<number, Known> = {
  20003: {
    what: "Twilio doesn't accept the company's credentials.",
    admins: "check Settings → Twilio.",
  },
  20404: { what: "Twilio no longer knows this message.", todo: "Send it again." },
  20429: { what: "Twilio is receiving too many requests.", todo: "Send it again in a moment." },
  21211: { what: "This isn't a valid phone number.", todo: "Check the number." },
  21212: {
    what: "The company's number isn't valid for sending.",
    admins: "check Settings → Phone numbers.",
  },
  21265: { what: "The number can't be a short code.", todo: "Check the number." },
  21266: { what: "The message would go to the number that it comes from.", todo: "Check both." },
  21408: {
    what: "The company's Twilio account may not text this country.",
    admins: "allow it in Twilio's console, under Messaging → Geo permissions.",
  },
  21602: { what: "The message is empty.", todo: "Write something, or add a picture." },
  21604: { what: "There is no number to send to.", todo: "Check the number." },
  21606: {
    what: "The company's number can't send texts to this number.",
    todo: "Choose another number to send from.",
  },
  21608: {
    what: "The company's Twilio account is a trial: it only texts numbers verified at Twilio.",
    admins: "upgrade the account.",
  },
  21610: {
    what: "This person has opted out (STOP).",
    todo: "Only they can opt in again, by texting START to the number.",
  },
  21611: {
    what: "Too many messages from this number wait at Twilio.",
    todo: "Send it again in a few minutes.",
  },
  21612: {
    what: "Twilio has no way from the company's number to this one.",
    todo: "Choose another number to send from, or call instead.",
  },
  21614: { what: "This number can't receive texts.", todo: "Use a mobile number, or call." },
  21617: { what: "The message is longer than 1,600 characters.", todo: "Make it shorter." },
  21620: { what: "Twilio couldn't use the attachment's address.", admins: "check." },
  21635: { what: "This number is a landline.", todo: "Use a mobile number, or call." },
  21656: { what: "Twilio couldn't read this message.", todo: "Change its text and send it again." },
  30001: { what: "Too many messages were waiting at Twilio.", todo: "Send it again." },
  30002: {
    what: "The company's Twilio account is suspended.",
    admins: "look at its balance in Twilio's console.",
  },
  30003: {
    what: "Their phone couldn't be reached: it is off, or has no signal.",
    todo: "Send it again later, or call.",
  },
  30004: {
    what: "Their phone or carrier blocks this message.",
    todo: "They may have blocked the number. Call, or use another way.",
  },
  30005: { what: "The number doesn't exist, or not any more.", todo: reach },
  30006: {
    what: "This number is a landline, or its carrier can't take texts.",
    todo: "Use a mobile number, or call.",
  },
  30007: {
    what: "The carrier filtered this message as unwanted.",
    todo: "Reword it: fewer links and capital letters, and say who you are.",
  },
  30008: { what: "It wasn't delivered, and the carrier doesn't say why.", todo: "Send it again." },
  30009: { what: "A part of the message was lost on the way.", todo: "Send it again." },
  30010: { what: "It would cost more than the limit in Twilio.", admins: "raise it there." },
  30011: { what: "Their carrier doesn't take pictures or files.", todo: "Send the text alone." },
  30019: { what: "The attachment is too large for their carrier.", todo: "Send a smaller one." },
  30022: {
    what: "The carriers' limit for the company's number is reached for now.",
    todo: "Send it again later.",
  },
  30023: {
    what: "The carriers' daily limit for the company is reached.",
    todo: "Send it again tomorrow.",
  },
  30024: { what: "The company's number isn't ready for texts to this carrier yet.", admins: look },
  30032: {
    what: "The company's toll-free number isn't verified for texts.",
    admins: "have it verified in Twilio's console, under Toll-free verification.",
  },
  30034: {
    what: "The company's number isn't registered for texts in the US (A2P 10DLC).",
    admins: "register it in Twilio's console, under Messaging → A2P 10DLC.",
  },
  30035: { what: "The number's registration for US texts isn't complete.", admins: look },
  30036: { what: "It couldn't be delivered within its time.", todo: "Send it again." },
  30039: { what: "The messages went in circles between two systems.", todo: "Wait, then call." },
  30410: { what: "Their carrier didn't answer in time.", todo: "Send it again." },
  30500: { what: "Twilio had a problem.", todo: "Send it again." },
  63038: {
    what: "The Twilio account's limit of messages per day is reached.",
    todo: "Send it again tomorrow, or have it raised at Twilio.",
  },
};

type Failed = { error_code: number | null; error_message: string | null };

const capitalized = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1);

/** The codes that have words. */
export const knownCodes = Object.keys(byCode).map(Number);

/**
 * What somebody reads about a message that failed: by Twilio's code, else by our own sentence.
 * Names no phone number.
 */
export function failureWords(failed: Failed, { role }: { role: Role }): FailureWords {
  const { error_code: code, error_message: own } = failed;
  const known = code === null ? undefined : byCode[code];
  if (known && "admins" in known) {
    const { what, admins } = known;
    const isAdmin = role === "admin";
    return { what, todo: isAdmin ? capitalized(admins) : `Ask an admin to ${admins}` };
  }
  if (known) return known;
  if (own) return { what: own, todo: "" };
  if (code === null) return { what: "It wasn't delivered.", todo: "Send it again, or call." };
  return { what: `It wasn't delivered (Twilio's error ${code}).`, todo: "Send it again, or call." };
}

/** Both as one text. */
export function failureSentence(failed: Failed, reader: { role: Role }): string {
  const { what, todo } = failureWords(failed, reader);
  return todo ? `${what} ${todo}` : what;
}
