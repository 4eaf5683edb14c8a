import "server-only";
import type { Asked } from "@/lib/call-control/ask";
import { note, refused } from "@/lib/call-control/moves";
import { identityOf } from "@/lib/softphone/identity";
import { twilioClient } from "@/lib/twilio/client";
import { openCredentials } from "@/lib/twilio/credentials";
import { voiceUrl } from "@/lib/twilio/urls";

/** Who is rung; `by` is said to a person who picks up their phone. */
export type Rung =
  | { role: "rep" | "supervisor"; user_id: string; by?: string }
  | { role: "outside"; user_id?: undefined; by?: undefined };
export const outsideNumber: Rung = { role: "outside" };

const ringSeconds = 25;

/**
 * Rings somebody who is to come into a call: a person's phones and their browser side by side,
 * whichever they have, each a leg of its own. Gives the legs, already on record; throws AppError
 * 502 where Twilio rings none.
 */
export async function ringIn(
  call: Asked,
  route: "consult" | "join",
  { role: leg, user_id: user, by }: Rung,
): Promise<string[]> {
  const { call_id, tenant_id, rings } = call;
  const browser = user && rings?.in_browser ? `client:${identityOf(user)}?call=${call_id}` : null;
  const sids: string[] = [];
  let failure: unknown;
  for (const to of [browser, rings?.phone, ...(rings?.further_phones ?? [])]) {
    if (!to) continue;
    try {
      const { sid } = await twilioClient(openCredentials(tenant_id, call)).calls.create({
        ...{ from: call.caller_id, to, url: voiceUrl(route, { call: call_id, leg, user, by }) },
        statusCallback: voiceUrl("status", { call: call_id, leg, user }),
        statusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
        ...{ timeout: ringSeconds, timeLimit: call.time_limit_seconds },
      });
      sids.push(sid);
      await note(call, sid, new Date(), {
        ...{ call_sid: sid, role: leg, user_id: user, from: call.caller_id, status: "queued" },
        to: to.split("?")[0],
        ...(to === browser && { medium: "browser" }),
      });
    } catch (error) {
      console.error(`call ${call_id}: one of a person's phones could not be rung:`, error);
      failure ??= error;
    }
  }
  if (sids.length === 0) throw refused(failure);
  return sids;
}
