import { rfc2822 } from "@/local/carrier/dates";
import type { Account } from "@/local/carrier/engine/account";
import type { Participant } from "@/local/carrier/engine/conference/participant";
import {
  type ConferenceEvent,
  type ConferenceTarget,
  EVENT_GROUPS,
} from "@/local/carrier/engine/conference/settings";
import { deliver } from "@/local/carrier/webhook/deliver";

/** What is reported of a conference. */
type Reported = {
  account: Account;
  sid: string;
  friendlyName: string;
  target: ConferenceTarget | null;
  sequence: number;
};

/** https://www.twilio.com/docs/voice/twiml/conference#attributes-status-callback */
export function reportEvent(
  conference: Reported,
  event: ConferenceEvent,
  participant: Participant | null,
  more: [string, string][] = [],
): void {
  const { account, target } = conference;
  account.journal.changed();
  if (!target?.groups.includes(EVENT_GROUPS[event])) return;
  void deliver(account, {
    kind: "status",
    url: target.url,
    method: target.method,
    callSid: participant?.call.sid ?? null,
    event,
    params: [
      ["AccountSid", account.sid],
      ["ConferenceSid", conference.sid],
      ["FriendlyName", conference.friendlyName],
      ["SequenceNumber", String(conference.sequence++)],
      ["Timestamp", rfc2822(account.clock.now())],
      ["StatusCallbackEvent", event],
      ...(participant ? participantParams(participant) : []),
      ...more,
    ],
  });
}

function participantParams({ call, settings }: Participant): [string, string][] {
  const params: [string, string][] = [
    ["CallSid", call.sid],
    ["Muted", String(settings.muted)],
    ["Hold", String(settings.hold)],
    ["Coaching", String(settings.callSidToCoach !== null)],
    ["EndConferenceOnExit", String(settings.endOnExit)],
    ["StartConferenceOnEnter", String(settings.startOnEnter)],
  ];
  if (settings.label !== null) params.push(["ParticipantLabel", settings.label]);
  if (settings.callSidToCoach !== null) params.push(["CallSidToCoach", settings.callSidToCoach]);
  return params;
}
