import type { Account } from "@/local/carrier/engine/account";
import { Handset } from "@/local/carrier/engine/handset";
import { perAccount } from "@/local/carrier/engine/per-account";
import { formatted } from "@/local/carrier/phone-number";

/** The phones of an account by number, or by `client:` and `sip:` address. */
export const handsetsOf = perAccount(() => new Map<string, Handset>());

/** The handset with this number or address; one that nobody declared is a manual one. */
export function handsetOf(account: Account, address: string): Handset {
  const handsets = handsetsOf(account);
  const existing = handsets.get(address);
  if (existing) return existing;
  const made = new Handset(account, address, formatted(address));
  handsets.set(address, made);
  return made;
}
