import "server-only";
import { randomUUID } from "node:crypto";
import { AppError, adminsOnly } from "@/lib/core/errors";
import { forgetAccount, type LivekitAccount, openAccount } from "@/lib/livekit/account";
import { applySetup, type Made, readThere, removeSetup } from "@/lib/livekit/setup/apply";
import { planSetup } from "@/lib/livekit/setup/decide";
import { claimSetup, finishSetup } from "@/lib/livekit-account/machine";
import { conflictOf, nothingSaved } from "@/lib/livekit-account/words";

/** Who sets up: an admin of the tenant, or the app itself once numbers have changed. */
export type Setter = { tenantId: string; userId: string | null };

export type SetUp = Made & { changed: boolean; numbers: string[] };

/**
 * Brings the tenant's trunk and dispatch rule at LiveKit to what they are to be: made, changed,
 * made again where somebody deleted them, and left once where they stand twice. In place already,
 * nothing changes. Throws `conflict` with a sentence where it can't be, `upstream` where LiveKit
 * refuses or does not answer.
 */
export function setUp(setter: Setter): Promise<SetUp> {
  return alone(setter, async (account, numbers) => {
    if (numbers.length === 0) {
      const message = "Add a phone number first: a trunk without numbers would take any call.";
      throw new AppError("conflict", "no_numbers", message);
    }
    const wanted = { ...account, numbers };
    const plan = planSetup(await readThere(account), wanted);
    if (plan.kind === "conflict") throw conflictOf(plan);
    const made = await applySetup(account, plan, wanted);
    const result = { ...made, changed: plan.differences.length > 0, numbers };
    return { made: { ...made, numbers }, result };
  });
}

/** Removes trunk and dispatch rule at LiveKit. Calls then reach the browser by Twilio again. */
export function takeDown(setter: Setter): Promise<void> {
  return alone(setter, async (account) => {
    await removeSetup(account, account);
    return { made: { trunk_id: null, dispatch_rule_id: null }, result: undefined };
  });
}

/**
 * Takes down what LiveKit can be asked to: false where it refuses or does not answer. Throws
 * `conflict` while somebody else is at it.
 */
export async function tryTakeDown(setter: Setter): Promise<boolean> {
  try {
    await takeDown(setter);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "livekit_busy") throw error;
    return false;
  }
}

/** One at a time for a tenant, so that nothing is made twice. */
async function alone<Result>(
  { tenantId, userId }: Setter,
  work: (
    account: LivekitAccount,
    numbers: string[],
  ) => Promise<{ made: Parameters<typeof finishSetup>[3]; result: Result }>,
): Promise<Result> {
  const claim = randomUUID();
  const claimed = await claimSetup(tenantId, userId, claim, new Date());
  if (claimed.kind !== "claimed") throw refusals[claimed.kind]();
  try {
    const { made, result } = await work(openAccount(claimed.account), claimed.numbers);
    if (await finishSetup(tenantId, userId, claim, made, new Date())) return result;
    throw refusals.busy();
  } catch (error) {
    await finishSetup(tenantId, userId, claim, null, new Date()).catch(() => {});
    throw error;
  } finally {
    forgetAccount(tenantId);
  }
}

const refusals = {
  none: nothingSaved,
  not_admin: adminsOnly,
  busy: () =>
    new AppError(
      "conflict",
      "livekit_busy",
      "Someone is setting this up right now. Try again in a moment.",
    ),
};
