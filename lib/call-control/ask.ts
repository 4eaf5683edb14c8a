import "server-only";
import type { Member } from "@/lib/auth/member";
import { type AskedControl, askControl, undoControl, type Want } from "@/lib/call-control/machine";
import { Moved, type Moving } from "@/lib/call-control/moves";
import { controlRefused } from "@/lib/call-control/refusals";
import { tendCall } from "@/lib/call-control/tend";
import { noTwilio } from "@/lib/calls/existing";
import { withWhomToAsk } from "@/lib/team/whom-to-ask";

export type Person = Pick<Member, "tenant" | "user_id" | "db" | "role">;
export type Asked = AskedControl & Moving;

/** Tells what was asked from anything else that was asked of the call, also after it was undone. */
export const keyOf = ({ changes, now }: Asked) => `${changes}:${now.getTime()}`;

/**
 * Notes what a person wants of their call, then has it done at Twilio; where that fails, nothing
 * was asked. Does nothing where it is so already: a second click. Throws AppError 403, 404, 409,
 * 422, or 502 when Twilio refuses.
 */
export async function ask(
  member: Person,
  callId: string,
  want: Want,
  carryOut: (asked: Asked) => Promise<void>,
): Promise<void> {
  const { tenant, user_id } = member;
  const now = new Date();
  const asked = await askControl(tenant.id, user_id, callId, want, now);
  if (!asked) throw noTwilio();
  if ("refused" in asked) throw await withWhomToAsk(member, controlRefused(asked.refused));
  if ("done" in asked) return;
  try {
    await carryOut({ ...asked, tenant_id: tenant.id, call_id: callId, now });
  } catch (error) {
    // Where the legs may have been moved, or one is over, what was asked says where they belong.
    if (!(error instanceof Moved)) await undoControl(tenant.id, callId, asked);
    else await tendCall(tenant.id, callId).catch((cause: unknown) => console.error(cause));
    throw await withWhomToAsk(member, error);
  }
}
