import type { Account } from "@/local/carrier/engine/account";

/**
 * State that a subject keeps for each account, made when it is first asked for. A reset of the
 * account forgets it, after `clear` has ended what is going on in it.
 */
export function perAccount<T>(
  make: (account: Account) => T,
  clear: (state: T) => void = () => {},
): (account: Account) => T {
  const states = new WeakMap<Account, T>();
  return (account) => {
    const existing = states.get(account);
    if (existing !== undefined) return existing;
    const made = make(account);
    states.set(account, made);
    account.atReset(() => {
      clear(made);
      states.delete(account);
    });
    return made;
  };
}
