import "server-only";
import { endLegs } from "@/lib/calls/hangup";
import { endUnconnected } from "@/lib/calls/machine";
import type { Turn } from "@/lib/core/job";
import {
  claimChecks,
  type DueCall,
  finishCheck,
  unknownLegs,
} from "@/lib/reconcile/machine/checks";
import { noteRecordings } from "@/lib/reconcile/recordings";
import { type CallEvent, recordEvent } from "@/lib/record/event";
import { inferRole, restLegEvent } from "@/lib/record/rest-event";
import { fetchLeg, listChildren, type TwilioLeg } from "@/lib/twilio/calls";
import { twilioClient } from "@/lib/twilio/client";
import { openCredentials } from "@/lib/twilio/credentials";
import { twilioFailure } from "@/lib/twilio/refusal";

/** How long Twilio's list may lag behind a create before we declare that it never happened. */
const lostAfterMs = 60_000;
/** Twilio's fetch is eventually consistent: a young call may be unknown for a moment. */
const forgottenAfterMs = 5 * 60_000;
const callsAtOnce = 8;

export type CallsReport = { checked: number; settled: number; failed: number };

/**
 * Asks about calls whose time has come: those that should have ended, whose create was lost, whose
 * price or recording is missing. One call's failure, or one tenant's wrong credentials, does not
 * hold up the others; it is tried again, later and later.
 */
export async function checkCalls(turn: Turn): Promise<CallsReport> {
  const report: CallsReport = { checked: 0, settled: 0, failed: 0 };
  while (!turn.over) {
    const due = await claimChecks(new Date(), callsAtOnce);
    report.checked += due.length;
    await Promise.all(due.map((call) => check(call, report)));
    if (due.length < callsAtOnce) break;
  }
  return report;
}

async function check(call: DueCall, report: CallsReport): Promise<void> {
  const now = new Date();
  const complain = (error: unknown) => {
    const why = twilioFailure(error).message;
    console.error(`call ${call.call_id} could not be compared with Twilio: ${why}`);
  };
  try {
    const reached = await compareWithTwilio(call, now).then(
      () => true,
      (error: unknown) => {
        report.failed += 1;
        complain(error);
        return false;
      },
    );
    if (await finishCheck(call.tenant_id, call.call_id, now, reached)) report.settled += 1;
  } catch (error) {
    complain(error);
  }
}

async function compareWithTwilio(call: DueCall, now: Date): Promise<void> {
  if (!call.account_sid || !call.auth_token_ciphertext) return;
  const credentials = openCredentials(call.tenant_id, {
    account_sid: call.account_sid,
    auth_token_ciphertext: call.auth_token_ciphertext,
  });
  const client = twilioClient(credentials);
  const note = (event: CallEvent) => recordEvent(call.tenant_id, event);
  const roleOf = (leg: TwilioLeg) =>
    call.legs.find(({ call_sid }) => call_sid === leg.sid)?.role ?? inferRole(call.direction, leg);
  const fetched = (leg: TwilioLeg) =>
    restLegEvent("rest.fetch", { id: call.call_id, role: roleOf(leg) }, leg, now);

  if (call.unpriced) {
    for (const callSid of call.unpriced) {
      const leg = await fetchLeg(credentials, callSid);
      if (leg) await note(fetched(leg));
    }
    return;
  }

  let parentSid =
    call.legs.find((leg) => leg.parent_call_sid === null)?.call_sid ?? call.twilio_call_sid;
  if (!parentSid && call.in_browser) {
    const why = "The browser never connected this call. Nothing was dialed.";
    await endUnconnected(call.tenant_id, call.call_id, now, why);
    return;
  }
  if (!parentSid && call.direction !== "inbound") {
    parentSid = await findLostCreate(call, client, now, note);
  }
  if (!parentSid) return;

  const parent = await fetchLeg(credentials, parentSid);
  if (!parent) {
    if (now.getTime() - new Date(call.created_at).getTime() > forgottenAfterMs) {
      await note(goneEvent(call.call_id, now));
    }
    return;
  }
  const children = await listChildren(credentials, parentSid);
  for (const leg of [parent, ...children]) await note(fetched(leg));
  if (call.hangup_requested && !parent.endTime) {
    const legs = [{ call_sid: parentSid, role: roleOf(parent) }];
    await endLegs(call.tenant_id, call.call_id, credentials, legs);
  }
  // Whom we called is recorded on their own leg once they were moved, into a room or a mailbox.
  const moved = call.is_controlled ? children.filter((leg) => roleOf(leg) === "customer") : [];
  // A callback is recorded on the rep's leg.
  const callbacks = call.legs.filter(
    ({ call_sid, parent_call_sid, role }) =>
      role === "rep" && parent_call_sid === null && call_sid.startsWith("CA"),
  );
  const recorded = new Set([
    ...[parentSid, ...moved.map(({ sid }) => sid)],
    ...callbacks.map(({ call_sid }) => call_sid),
  ]);
  for (const sid of recorded) {
    await noteRecordings(call.tenant_id, call.call_id, credentials, sid, now);
  }
}

/** Twilio no longer knows the call, so it is not live: over, and nobody can say how. */
function goneEvent(callId: string, now: Date): CallEvent {
  return {
    type: "rest.gone",
    request: "gone",
    dedupe_key: `rest:gone:${callId}`,
    call_id: callId,
    occurred_at: now.toISOString(),
    received_at: now.toISOString(),
    error: { message: "Twilio doesn't know this call." },
    data: {},
  };
}

/**
 * A create without an answer: at Twilio it rings the rep's phone from our number, and no call here
 * knows it.
 */
async function findLostCreate(
  call: DueCall,
  client: ReturnType<typeof twilioClient>,
  now: Date,
  note: (event: CallEvent) => Promise<unknown>,
): Promise<string | null> {
  const created = new Date(call.created_at);
  if (!call.rep_phone) return null;
  const listed = await client.calls.list({
    from: call.from_number,
    to: call.rep_phone,
    limit: 20,
  });
  const near = listed.filter(
    ({ dateCreated }) => Math.abs(dateCreated.getTime() - created.getTime()) < lostAfterMs,
  );
  const unknown = await unknownLegs(
    call.tenant_id,
    near.map(({ sid }) => sid),
  );
  const found = near.find(({ sid }) => unknown.includes(sid));
  if (found) return found.sid;
  if (now.getTime() - created.getTime() > lostAfterMs) {
    await note({
      type: "rest.error",
      request: "create_refused",
      dedupe_key: `rest:error:${call.call_id}`,
      call_id: call.call_id,
      occurred_at: now.toISOString(),
      received_at: now.toISOString(),
      error: { message: "Twilio never received this call. Nothing was dialed." },
      data: { looked_for: { from: call.from_number, to: call.rep_phone }, listed: near.length },
    });
  }
  return null;
}
