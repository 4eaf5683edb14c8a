import { randomInt } from "node:crypto";
import { z } from "zod";
import type { EnsuredAccount } from "@/local/carrier/control/types";
import type { Directory } from "@/local/carrier/engine/directory";
import { handsetsOf } from "@/local/carrier/engine/handsets";

export const NewAccountSchema = z.object({ friendlyName: z.string().trim().min(1).max(64) });

/** What the page shows of an account. The token is there because this carrier is a stand-in. */
export type AccountView = {
  sid: string;
  authToken: string;
  friendlyName: string;
  clock: "real" | "virtual";
  /** E.164. */
  numbers: string[];
};

const AREAS = ["206", "303", "415", "312", "512"];
/** 555-0100 to 555-0199 are kept free for use in fiction. */
const A_RANGE = 100;

/** By name, each with what an app needs to work with it. */
export function viewAccounts(directory: Directory): AccountView[] {
  return directory
    .all()
    .map(({ sid, authToken, friendlyName, clock, numbers }) => ({
      sid,
      authToken,
      friendlyName,
      clock: clock.kind,
      numbers: [...numbers.values()].map(({ phoneNumber }) => phoneNumber),
    }))
    .sort((one, other) => one.friendlyName.localeCompare(other.friendlyName));
}

/** An account on the real clock, with one number that is nobody's; throws when none is left. */
export function makeAccount(directory: Directory, friendlyName: string): EnsuredAccount {
  const spec = { friendlyName, clock: "real" as const };
  return directory.ensure(
    {
      ...spec,
      numbers: [{ phoneNumber: freeNumber(directory) }],
      options: { handsetsSound: "voice" },
    },
    Date.now(),
  );
}

function freeNumber(directory: Directory): string {
  const taken = new Set(
    directory
      .all()
      .flatMap((account) => [
        ...[...account.numbers.values()].map(({ phoneNumber }) => phoneNumber),
        ...handsetsOf(account).keys(),
      ]),
  );
  for (const area of AREAS) {
    const free = Array.from({ length: A_RANGE }, (_, line) => `+1${area}5550${100 + line}`).filter(
      (number) => !taken.has(number),
    );
    const chosen = free.length > 0 ? free[randomInt(free.length)] : undefined;
    if (chosen) return chosen;
  }
  throw new Error("Every number of the reserved range is taken");
}
