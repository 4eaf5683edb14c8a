import { GatherRequest } from "@/lib/twilio/schema";
import type { Hook } from "@/lib/twilio/webhook";
import { followedBy } from "@/lib/voice/follow";
import { type Asking, fieldReader, legEvent, twimlKey, voiceQuery } from "@/lib/voice/hook";
import { nextTurn, stateOf } from "@/lib/voice/on-route";

const fields = fieldReader(GatherRequest);

/** The person in whose mailbox the message was left; null: it is everybody's. */
function mailboxOf(hook: Hook): string | null {
  const { mailbox } = voiceQuery(hook);
  if (mailbox) return mailbox === "shared" ? null : mailbox;
  const step = followedBy(hook)?.route.steps[stateOf(hook).step];
  if (step?.kind !== "voicemail" || step.mailbox.kind !== "person") return null;
  return step.mailbox.user_id;
}

/** A caller has left a message: https://www.twilio.com/docs/voice/twiml/record#action */
export const voicemail: Asking = {
  read(hook) {
    const event = fields(hook);
    const { at } = voiceQuery(hook);
    const mailbox = mailboxOf(hook);
    return legEvent(hook, event, {
      type: "voicemail",
      dedupe_key: twimlKey("voicemail", event.CallSid, at),
      // The status callback says how and when the leg ended: this request has no time.
      status: event.CallStatus === "in-progress" ? "in-progress" : undefined,
      ...(mailbox && { routing: { mailbox } }),
    });
  },
  decide(hook, facts) {
    return nextTurn(hook, fields(hook), { kind: "recorded" }, facts) ?? { kind: "hangup" };
  },
};
