import { rfc2822 } from "@/local/carrier/dates";
import type { Account } from "@/local/carrier/engine/account";
import type { CallData, CallEvent, StatusTarget } from "@/local/carrier/model";
import { placeOf } from "@/local/carrier/phone-number";
import type { Params } from "@/local/carrier/webhook/attempt";
import { deliver } from "@/local/carrier/webhook/deliver";

/** What is reported of a leg. */
export type Leg = {
  readonly account: Account;
  readonly data: CallData;
  readonly target: StatusTarget | null;
  readonly sipCode: number;
  /** Billed seconds. */
  readonly seconds: number;
  readonly recordingSid: string | null;
};

/** What every voice request of a leg carries (https://www.twilio.com/docs/voice/twiml). */
export function standardParams(
  leg: Pick<Leg, "account" | "data">,
  status: string = leg.data.status,
): Params {
  const { sid, from, to, parentSid, direction, forwardedFrom, applicationSid } = leg.data;
  const { stirVerstat } = leg.data;
  const params: [string, string][] = [
    ["AccountSid", leg.account.sid],
    ["ApiVersion", "2010-04-01"],
    ["CallSid", sid],
    ["CallStatus", status],
    ["Direction", direction],
    ["From", from],
    ["To", to],
    ["Caller", from],
    ["Called", to],
  ];
  if (parentSid !== null) params.push(["ParentCallSid", parentSid]);
  if (applicationSid !== undefined) params.push(["ApplicationSid", applicationSid]);
  if (forwardedFrom !== undefined) params.push(["ForwardedFrom", forwardedFrom]);
  // https://www.twilio.com/docs/voice/trusted-calling-with-shakenstir
  if (stirVerstat !== undefined) params.push(["StirVerstat", stirVerstat]);
  for (const [names, number] of [
    [["From", "Caller"], from],
    [["To", "Called"], to],
  ] as const) {
    // A browser is nowhere.
    if (number === "" || number.startsWith("client:")) continue;
    for (const [part, value] of Object.entries(placeOf(number))) {
      for (const name of names) params.push([`${name}${part}`, value]);
    }
  }
  return params;
}

/** Sends an event of the call's life to whoever asked for it, without waiting for the answer. */
export function notify(leg: Leg, event: CallEvent): void {
  const { target, account } = leg;
  if (!target?.events.includes(event)) return;
  const status = event === "initiated" ? "initiated" : leg.data.status;
  const params: [string, string][] = [
    ...standardParams(leg, status).map(([name, value]): [string, string] => [name, value]),
    ["Timestamp", rfc2822(account.clock.now())],
    ["CallbackSource", "call-progress-events"],
    ["SequenceNumber", String(target.sequence++)],
  ];
  if (event === "completed") {
    params.push(
      ["CallDuration", String(leg.seconds)],
      ["Duration", String(Math.ceil(leg.seconds / 60))],
      ["SipResponseCode", String(leg.sipCode)],
    );
    const recording = leg.recordingSid && account.recordings.get(leg.recordingSid);
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
    callSid: leg.data.sid,
    event: status,
  });
}

/** The address of a recording's media: without an extension, it is WAV. */
export function recordingPath(accountSid: string, recordingSid: string): string {
  return `/2010-04-01/Accounts/${accountSid}/Recordings/${recordingSid}`;
}
