import { randomUUID } from "node:crypto";
import { type CallScript, type CallSetting, writeCall } from "@/local/scenarios/call";
import type { Scenario } from "@/local/scenarios/scenario";
import {
  beginOutbound,
  inboundId,
  type Planted,
  start,
} from "@/tests/telephony/record/call-record";

export const number = "+12065550100";

/**
 * A scenario's events on a new call of the tenant's, which is begun where the app would have begun
 * it.
 */
export async function writtenCall(
  { direction, events }: Scenario,
  tenant: Planted,
  changes: Partial<CallSetting> = {},
): Promise<CallScript> {
  const call = writeCall({
    ...{ direction, accountSid: tenant.accountSid, number, numberId: tenant.numberId },
    callId: await callIdOf(direction, tenant),
    start: new Date(start),
    receivedAt: new Date(),
    rep: { userId: tenant.rep, phone: "+12065550111" },
    customer: direction === "outbound" ? "+12065550199" : "+12065550177",
    ...changes,
  });
  events?.(call);
  return call;
}

async function callIdOf(direction: Scenario["direction"], tenant: Planted) {
  if (direction === "outbound") return beginOutbound(tenant);
  return direction === "internal" ? randomUUID() : (sid: string) => inboundId(tenant, sid);
}
