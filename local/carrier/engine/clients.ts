import type { Account } from "@/local/carrier/engine/account";
import type { Call } from "@/local/carrier/engine/call";

/** The browsers that are registered under one identity: a leg rings at all of them. */
export type Client = {
  readonly devices: number;
  join(call: Call): void;
  /** Cuts their sockets, and each new one for so many seconds of real time. */
  cutOff(seconds: number): void;
};

/** Unlike calls, registrations stay when an account is reset: the browsers are still there. */
const registered = new WeakMap<Account, Map<string, Client>>();

/** Who is registered, by identity. */
export function clientsOf(account: Account): Map<string, Client> {
  const existing = registered.get(account);
  if (existing) return existing;
  const made = new Map<string, Client>();
  registered.set(account, made);
  return made;
}
