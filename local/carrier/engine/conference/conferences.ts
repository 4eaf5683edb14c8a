import type { Account } from "@/local/carrier/engine/account";
import { Conference } from "@/local/carrier/engine/conference/conference";
import { perAccount } from "@/local/carrier/engine/per-account";

/** The conferences of an account by SID, ended ones included. */
export const conferencesOf = perAccount(() => new Map<string, Conference>());

/** The conference with this name that has not ended, made where there is none. */
export function conferenceNamed(account: Account, friendlyName: string): Conference {
  const conferences = conferencesOf(account);
  for (const conference of conferences.values()) {
    const isOpen = conference.status !== "completed";
    if (isOpen && conference.friendlyName === friendlyName) return conference;
  }
  const made = new Conference(account, friendlyName);
  conferences.set(made.sid, made);
  return made;
}
