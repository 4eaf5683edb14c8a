import "server-only";
import { keyOf, type Person } from "@/lib/call-control/ask";
import { undoControl } from "@/lib/call-control/machine";
import {
  askingLeg,
  customerOf,
  holdSpan,
  inRoom,
  letGo,
  Moved,
  note,
  redirect,
  stopRecording,
} from "@/lib/call-control/moves";
import { mergeCalls } from "@/lib/call-control/people-machine";
import { controlRefused, noTwilio } from "@/lib/call-control/refusals";
import { joinRoom } from "@/lib/voice/decide-control";

/**
 * Two calls of one person become one: the customer of the other comes into the room of this one,
 * where their call goes on, and the person's leg in the other is free. Throws AppError 403, 404,
 * 409, 422, or 502 when Twilio refuses.
 */
export async function mergeIntoCall(
  { tenant, user_id }: Person,
  callId: string,
  otherId: string,
): Promise<void> {
  const now = new Date();
  const answer = await mergeCalls(tenant.id, user_id, callId, otherId, now);
  if (!answer) throw noTwilio();
  if ("refused" in answer) throw controlRefused(answer.refused);
  const asked = { ...answer, tenant_id: tenant.id, call_id: callId, now };
  const gone = { ...answer.gone, tenant_id: tenant.id, call_id: otherId, now };
  const customer = customerOf(gone);
  const company = gone.legs.filter(({ side }) => side !== "customer");
  try {
    await inRoom(asked, async () => {
      const { customer_in } = gone.was;
      if (customer_in !== "hold") {
        const dials = gone.legs.find(({ call_sid }) => call_sid === customer.parent_call_sid);
        await stopRecording(gone, (customer_in !== "room" && dials) || customer);
      }
      await redirect(
        gone,
        customer.call_sid,
        joinRoom({ ...askingLeg(gone, customer), call_id: callId }),
      );
    });
  } catch (error) {
    await undoControl(tenant.id, otherId, gone);
    if (!(error instanceof Moved)) await undoControl(tenant.id, callId, asked);
    throw error;
  }
  await letGo(
    gone,
    company.map(({ call_sid }) => call_sid),
  );
  const step = { kind: "calls_merged", facts: { user_id } };
  const held = gone.was.customer_in === "hold" ? [holdSpan(customer, "left_at", now)] : [];
  await note(gone, keyOf(gone), now, {
    spans: held,
    step: { ...step, facts: { user_id, away: true } },
  });
  await note(asked, keyOf(asked), now, { step });
}
