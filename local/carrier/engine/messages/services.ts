import type { Account } from "@/local/carrier/engine/account";
import type { MessagingServiceData } from "@/local/carrier/model";

/** The Messaging Service that this number of the account is a sender of. */
export function serviceOf(account: Account, phoneNumber: string): MessagingServiceData | undefined {
  const sid = account.numberOf(phoneNumber)?.sid;
  return [...account.services.values()].find(({ numberSids }) => sid && numberSids.includes(sid));
}

/** The service's number that this person gets its messages from: always the same one. */
export function senderFor(
  account: Account,
  service: MessagingServiceData,
  person: string,
): string | undefined {
  const numbers = service.numberSids.flatMap((sid) => account.numbers.get(sid)?.phoneNumber ?? []);
  const place = [...person].reduce((sum, digit) => sum + (Number(digit) || 0), 0);
  return numbers[place % Math.max(1, numbers.length)];
}
