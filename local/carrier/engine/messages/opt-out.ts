import type { Account } from "@/local/carrier/engine/account";
import { serviceOf } from "@/local/carrier/engine/messages/services";
import { perAccount } from "@/local/carrier/engine/per-account";

export type OptOutWord = "STOP" | "START" | "HELP";

/** https://help.twilio.com/articles/223134027 */
const WORDS: Record<OptOutWord, readonly string[]> = {
  STOP: ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "OPTOUT", "REVOKE"],
  START: ["START", "YES", "UNSTOP"],
  HELP: ["HELP", "INFO"],
};

/** What Twilio answers by itself. */
export const ANSWERS: Record<OptOutWord, string> = {
  STOP: "You are unsubscribed and will get no more messages. Reply START to get them again.",
  START: "You are subscribed again. Reply HELP for help, STOP to unsubscribe.",
  HELP: "Reply STOP to unsubscribe. Message and data rates may apply.",
};

/** Who wants nothing of whom: a number of the account, or a whole Messaging Service. */
const refusals = perAccount(() => new Set<string>());

/** The word that the text consists of; null for any other text. */
export function optOutWord(body: string): OptOutWord | null {
  const word = body.trim().toUpperCase();
  for (const kind of ["STOP", "START", "HELP"] as const) {
    if (WORDS[kind].includes(word)) return kind;
  }
  return null;
}

/** Remembers what this person wants; gives whether Twilio answers them. */
export function changeOptOut(
  account: Account,
  { word, number, person }: { word: OptOutWord; number: string; person: string },
): boolean {
  const key = keyOf(account, number, person);
  const isOut = refusals(account).has(key);
  if (word === "STOP") refusals(account).add(key);
  if (word === "START") refusals(account).delete(key);
  // Who has never stopped may say yes to anything.
  return word === "HELP" || (word === "STOP" ? !isOut : isOut);
}

export function isOptedOut(account: Account, number: string, person: string): boolean {
  return refusals(account).has(keyOf(account, number, person));
}

/** For what is kept over restarts. */
export function optOutsOf(account: Account): Set<string> {
  return refusals(account);
}

function keyOf(account: Account, number: string, person: string): string {
  return `${serviceOf(account, number)?.sid ?? number} ${person}`;
}
