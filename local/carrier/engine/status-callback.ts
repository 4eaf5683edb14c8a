import { rfc2822 } from "@/local/carrier/dates";
import type { Call } from "@/local/carrier/engine/call";
import type { CallEvent } from "@/local/carrier/model";
import { placeOf } from "@/local/carrier/phone-number";
import type { Params } from "@/local/carrier/webhook/attempt";
import { deliver } from "@/local/carrier/webhook/deliver";

/** What every voice request of a leg carries (https://www.twilio.com/docs/voice/twiml). */
export function standardParams(call: Call, status: string = call.data.status): Params {
  const { from, to, parentSid, direction } = call.data;
  const params: [string, string][] = [
    ["AccountSid", call.account.sid],
    ["ApiVersion", "2010-04-01"],
    ["CallSid", call.sid],
    ["CallStatus", status],
    ["Direction", direction],
    ["From", from],
    ["To", to],
    ["Caller", from],
    ["Called", to],
  ];
  if (parentSid !== null) params.push(["ParentCallSid", parentSid]);
  for (const [names, number] of [
    [["From", "Caller"], from],
    [["To", "Called"], to],
  ] as const) {
    for (const [part, value] of Object.entries(placeOf(number))) {
      for (const name of names) params.push([`${name}${part}`, value]);
    }
  }
  return params;
}

/** Sends an event of the call's life to whoever asked for it, without waiting for the answer. */
export function notify(call: Call, event: CallEvent): void {
  const { target, account } = call;
  if (!target?.events.includes(event)) return;
  const status = event === "initiated" ? "initiated" : call.data.status;
  const params: [string, string][] = [
    ...standardParams(call, status).map(([name, value]): [string, string] => [name, value]),
    ["Timestamp", rfc2822(account.clock.now())],
    ["CallbackSource", "call-progress-events"],
    ["SequenceNumber", String(target.sequence++)],
  ];
  if (event === "completed") {
    params.push(
      ["CallDuration", String(call.seconds)],
      ["Duration", String(Math.ceil(call.seconds / 60))],
      ["SipResponseCode", String(call.sipCode)],
    );
    const recording = call.recordingSid && account.recordings.get(call.recordingSid);
    if (recording) {
      params.push(
        ["RecordingUrl", `${account.origin()}${recordingPath(account.sid, recording.sid)}`],
        ["RecordingSid", recording.sid],
        [
          "RecordingDuration",
          String(Math.round((account.clock.now() - recording.startedAt) / 1000)),
        ],
      );
    }
  }
  void deliver(account, {
    kind: "status",
    url: target.url,
    method: target.method,
    params,
    callSid: call.sid,
    event: status,
  });
}

/** The address of a recording's media: without an extension, it is WAV. */
export function recordingPath(accountSid: string, recordingSid: string): string {
  return `/2010-04-01/Accounts/${accountSid}/Recordings/${recordingSid}`;
}
