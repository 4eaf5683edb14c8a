import "server-only";
import { isAllowed } from "@/lib/core/destination";
import { findLine } from "@/lib/lines/line";
import { callBack } from "@/lib/queue/call-back";
import { dueCallbacks, putOffCallback, serveQueues, tenantsInQueue } from "@/lib/queue/machine";
import { reaches } from "@/lib/queue/reaches";
import { publishedRoute } from "@/lib/routing/machine";
import { twilioClient } from "@/lib/twilio/client";
import { openCredentials, type TwilioCredentials } from "@/lib/twilio/credentials";
import { voiceUrl } from "@/lib/twilio/urls";

/** Serves the queues of all tenants. One whose Twilio refuses does not stop the others. */
export async function serveAllQueues(now: Date): Promise<{ served: number }> {
  let served = 0;
  for (const tenantId of await tenantsInQueue()) {
    try {
      served += await serveTenant(tenantId, now);
    } catch (error) {
      console.error("the queues of a tenant were not served:", error);
    }
  }
  return { served };
}

/**
 * Those whose turn it is: who waits on the line is sent on at once, instead of when the music ends,
 * and who wants to be called back is, while their route leads to the queue. Gives how many.
 */
export async function serveTenant(tenantId: string, now: Date): Promise<number> {
  await putOffClosed(tenantId, now);
  const { account, turns, callbacks } = await serveQueues(tenantId);
  if (!account) return 0;
  const credentials = openCredentials(tenantId, account);
  for (const turn of turns) await sendOn(credentials, turn, now);
  const line = callbacks.length > 0 ? await findLine(account.account_sid) : null;
  const allowed = line?.line.allowed;
  for (const callback of callbacks) {
    const { call_id, customer, phone } = callback;
    const further_phones = callback.further_phones.filter(
      (one) => allowed && isAllowed(one, allowed),
    );
    if (!allowed || !isAllowed(customer, allowed)) await putOffCallback(tenantId, call_id, null);
    else if (isAllowed(phone, allowed))
      await callBack(tenantId, credentials, { ...callback, further_phones });
    else await putOffCallback(tenantId, call_id, new Date(now.getTime() + laterMs));
  }
  return turns.length + callbacks.length;
}

const laterMs = 5 * 60_000;

async function putOffClosed(tenantId: string, now: Date): Promise<void> {
  for (const { call_id, query, step } of await dueCallbacks(tenantId)) {
    const version = new URLSearchParams(query ?? "").get("route");
    const route = version && (await publishedRoute(tenantId, version));
    if (route && reaches(route, step, now)) continue;
    await putOffCallback(tenantId, call_id, new Date(now.getTime() + laterMs));
  }
}

/** A leg that has ended meanwhile, or is ringing somebody, is left alone. */
async function sendOn(
  credentials: TwilioCredentials,
  { call_sid, query }: { call_sid: string; query: string },
  now: Date,
): Promise<void> {
  const nudge = `${now.getTime()}`;
  const url = voiceUrl("queue", { ...Object.fromEntries(new URLSearchParams(query)), nudge });
  try {
    await twilioClient(credentials).calls(call_sid).update({ url });
  } catch (error) {
    // It comes by itself when the music ends.
    console.error("a waiting caller was not sent on:", error);
  }
}
