import "server-only";
import { randomUUID } from "node:crypto";
import type { Member } from "@/lib/auth/member";
import { goOn } from "@/lib/calls/initiate";
import type { KeptAnswer } from "@/lib/calls/machine";
import { fingerprint } from "@/lib/calls/once";
import { callRefused } from "@/lib/calls/refusals";
import type { CallColleague } from "@/lib/calls/schema";
import { beginColleagueCall } from "@/lib/colleagues/machine";
import { locate } from "@/lib/core/destination";

/**
 * As `initiateCall`, to a colleague: whom it rings, and on what, is decided when the caller is on
 * the line.
 */
export async function callColleague(
  member: Member,
  input: CallColleague,
  key?: string,
): Promise<KeptAnswer> {
  const phone = input.device === "browser" ? null : member.personal_phone;
  const own = phone === null ? null : locate(phone);
  const begun = await beginColleagueCall(member.tenant.id, member.user_id, {
    call_id: randomUUID(),
    ...(input.device === "browser" && { device: input.device }),
    ...(input.colleagueId && { colleague_id: input.colleagueId }),
    ...(input.extension && { extension: input.extension }),
    rep_phone: phone,
    rep_place: own?.place ?? null,
    agent_range: own?.range ?? null,
    record: input.record,
    ...(key !== undefined && { key: { value: key, fingerprint: fingerprint(input) } }),
    now: new Date().toISOString(),
  });
  return goOn(member, begun, { key, refused: (no) => callRefused(no, null, own), to: null });
}
