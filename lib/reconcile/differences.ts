import "server-only";
import { compareCall } from "@/lib/reconcile/compare";
import { type AuditedCall, auditCalls } from "@/lib/reconcile/machine/reports";
import type { Finding } from "@/lib/reconcile/schema";
import { recordEvent } from "@/lib/record/event";
import { restLegEvent } from "@/lib/record/rest-event";
import type { TwilioLeg } from "@/lib/twilio/calls";

/**
 * Where the calls here differ from these legs of Twilio's. What Twilio says is recorded first, so
 * most is put right at once; what was only on its way to us (the call is not settled) is no finding
 * then.
 */
export async function findDifferences(
  tenantId: string,
  legs: TwilioLeg[],
  now: Date,
): Promise<{ calls: number; findings: Finding[] }> {
  const sids = legs.map(({ sid }) => sid);
  const before = await auditCalls(tenantId, sids);
  const differing = before.filter((call) => compareCall(call, legs).length > 0);
  if (differing.length === 0) return { calls: before.length, findings: [] };
  for (const call of differing) await recordAgain(tenantId, call, legs, now);
  const after = new Map(
    (await auditCalls(tenantId, sidsOf(differing))).map((call) => [call.call_id, call]),
  );
  const findings = differing.flatMap((call) => {
    const left = compareCall(after.get(call.call_id) ?? call, legs);
    const isLeft = (one: { kind: string; call_sid: string | null }) =>
      left.some((other) => other.kind === one.kind && other.call_sid === one.call_sid);
    return compareCall(call, legs)
      .map((difference) => ({ ...about(call), ...difference, put_right: !isLeft(difference) }))
      .filter(({ put_right }) => call.settled || !put_right);
  });
  return { calls: before.length, findings };
}

async function recordAgain(tenantId: string, call: AuditedCall, legs: TwilioLeg[], now: Date) {
  const roles = new Map(call.legs.map(({ call_sid, role }) => [call_sid, role]));
  for (const leg of legs) {
    const role = roles.get(leg.sid);
    if (!role) continue;
    await recordEvent(tenantId, restLegEvent("rest.fetch", { id: call.call_id, role }, leg, now));
  }
}

const sidsOf = (calls: AuditedCall[]) =>
  calls.flatMap(({ legs }) => legs.map(({ call_sid }) => call_sid));

const about = ({ direction, customer_number, created_at }: AuditedCall) => ({
  direction,
  customer_number,
  began_at: created_at,
});
