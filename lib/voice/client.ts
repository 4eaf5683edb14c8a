import { z } from "zod";
import type { CallEvent } from "@/lib/record/event";
import { personAt } from "@/lib/softphone/identity";
import { beginTestCall } from "@/lib/softphone/machine";
import { VoiceRequest } from "@/lib/twilio/schema";
import type { Hook } from "@/lib/twilio/webhook";
import { decideColleague, decideConnected } from "@/lib/voice/decide";
import { type Asking, fieldReader, notOurs, oncePerHook, twimlKey } from "@/lib/voice/hook";

const fields = fieldReader(VoiceRequest);

/** Who calls is signed by Twilio; which call they mean is what their browser says. */
const parse = oncePerHook((hook) => {
  const event = fields(hook);
  const call = z.uuid().safeParse(hook.params.call);
  const user_id = personAt(event.From);
  // Nobody dialled this leg, and the TwiML app's URL has no query.
  const isOurs = event.ParentCallSid === undefined && hook.query.size === 0;
  if (!call.success || !user_id || !isOurs) throw notOurs();
  return { event, call_id: call.data, user_id };
});

/**
 * A browser asks for the call that its person has placed: the customer or colleague is dialled. The
 * database says whether it is theirs, so without it nobody is.
 */
export const client: Asking = {
  /** A test call (components/softphone/test-call.ts), within what the company may spend. */
  async aside(hook) {
    const { test, call } = hook.params;
    if (test !== "echo" || call !== undefined || hook.query.size > 0) return null;
    const leg = fields(hook);
    const user_id = personAt(leg.From);
    if (!user_id) return null;
    const { tenant_id } = hook.line;
    const { AccountSid: account_sid, CallSid: call_sid } = leg;
    const may = await beginTestCall(tenant_id, user_id, { account_sid, call_sid }, hook.receivedAt);
    return { kind: may ? "echo" : "reject" };
  },
  read(hook) {
    const { event, call_id, user_id } = parse(hook);
    return clientEvent(hook, event, {
      ...{ type: "client", client: "asks", call_id, user_id, accepted: true },
      dedupe_key: twimlKey("client", event.CallSid, undefined),
    });
  },
  decide(hook, facts) {
    const { event, call_id, user_id } = parse(hook);
    if (!facts) {
      const sentence = "Your call can't be placed right now. Please try again in a moment.";
      return { kind: "say_and_hangup", sentence };
    }
    if (facts.direction === "internal") {
      return decideColleague(hook.line, facts, { call_sid: event.CallSid, user_id });
    }
    const { extension = "", ...call } = facts;
    const asked = { ...call, call_id, call_sid: event.CallSid, user_id, extension };
    return decideConnected(hook.line, asked, "1");
  },
};

type ClientLeg = { CallSid: string; CallStatus: CallEvent["status"]; From: string; To: string };

/** The fields of every event of the leg of a person's own browser. */
export function clientEvent(
  hook: Hook,
  leg: ClientLeg,
  rest: Pick<CallEvent, "type" | "dedupe_key" | "call_id" | "client" | "user_id"> &
    Partial<CallEvent>,
): CallEvent {
  const receivedAt = hook.receivedAt.toISOString();
  return {
    ...{ call_sid: leg.CallSid, role: "rep", medium: "browser" },
    ...{ from: leg.From, to: leg.To, status: leg.CallStatus },
    ...{ occurred_at: receivedAt, received_at: receivedAt },
    ...{ query: hook.query.toString(), data: hook.params },
    ...rest,
  };
}
