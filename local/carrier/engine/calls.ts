import type { Account } from "@/local/carrier/engine/account";
import { Call } from "@/local/carrier/engine/call";
import { perAccount } from "@/local/carrier/engine/per-account";
import type { CallData, StatusTarget } from "@/local/carrier/model";

/** The legs of an account by SID, ended ones included. */
export const callsOf = perAccount(
  () => new Map<string, Call>(),
  (calls) => {
    // Children first, so that no parent ends them the ordinary way.
    for (const call of [...calls.values()].reverse()) call.abandon();
  },
);

export type CallInit = Pick<CallData, "sid" | "parentSid" | "direction" | "from" | "to"> & {
  phoneNumberSid: string | null;
  target: StatusTarget | null;
  queueMs?: number;
  forwardedFrom?: string | undefined;
  stirVerstat?: string | undefined;
  applicationSid?: string;
};

/** A new leg, queued and not dialled yet. */
export function openCall(account: Account, init: CallInit): Call {
  const { target, queueMs, forwardedFrom, stirVerstat, ...rest } = init;
  const now = account.clock.now();
  const call = new Call(
    account,
    {
      ...rest,
      status: "queued",
      createdAt: now,
      updatedAt: now,
      startedAt: null,
      answeredAt: null,
      endedAt: null,
      queueMs: queueMs ?? 0,
      price: null,
      ...(forwardedFrom !== undefined && { forwardedFrom }),
      ...(stirVerstat !== undefined && { stirVerstat }),
    },
    target,
  );
  callsOf(account).set(init.sid, call);
  return call;
}
