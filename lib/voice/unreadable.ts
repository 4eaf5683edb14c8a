import { createHash } from "node:crypto";
import { keepAsUnreadable } from "@/lib/record/problems";
import type { Hook } from "@/lib/twilio/webhook";
import { inboundIdOf, voiceQuery } from "@/lib/voice/hook";

const firstText = (value: string | string[] | undefined) =>
  typeof value === "string" ? value : undefined;

/**
 * Stores a signed webhook that cannot be parsed, so that it can be once the parser is fixed. False
 * if it names a call that is not the tenant's.
 */
export async function keepUnreadable(name: string, hook: Hook, problem: string): Promise<boolean> {
  const { call } = voiceQuery(hook);
  const CallSid = firstText(hook.params.CallSid)?.slice(0, 64);
  const query = hook.query.toString();
  const whole = JSON.stringify([name, query, Object.entries(hook.params).sort()]);
  return keepAsUnreadable(hook.line.tenant_id, {
    type: name,
    dedupe_key: `unreadable:${createHash("sha256").update(whole).digest("hex")}`,
    call_id: call ?? inboundIdOf(hook, { CallSid: CallSid ?? whole }),
    names_call: call !== undefined,
    call_sid: CallSid,
    query,
    data: hook.params,
    received_at: hook.receivedAt.toISOString(),
    problem,
  });
}
