import { isServed, RouteFacts } from "@/lib/routing/facts";
import type { Input } from "@/lib/routing/turn";
import { VoiceRequest } from "@/lib/twilio/schema";
import {
  type Asking,
  type Facts,
  fieldReader,
  legEvent,
  twimlKey,
  voiceQuery,
} from "@/lib/voice/hook";
import { nextTurn, routingOf } from "@/lib/voice/on-route";

const fields = fieldReader(VoiceRequest);
/** Where nobody can say how the talk ended, the caller goes on along the route. */
const unknown = { outcome: "failed", reason: "its end is not known", taken_by: null } as const;

function inputOf(facts: Facts): Input {
  const end = RouteFacts.safeParse(facts?.routing).data?.agent_end ?? unknown;
  const reason = end.reason ?? end.outcome;
  const is_served = isServed(end.outcome);
  return { kind: "agent_done", is_served, reason, taken_by: end.taken_by };
}

/** The stream of a voice agent is over: https://www.twilio.com/docs/voice/twiml/connect#action */
export const agentDone: Asking = {
  read(hook) {
    const event = fields(hook);
    const isLive = event.CallStatus === "in-progress";
    return legEvent(hook, event, {
      type: "agent-done",
      dedupe_key: twimlKey("agent-done", event.CallSid, voiceQuery(hook).at),
      // The status callback says how and when the leg ended: this request has no time.
      status: isLive ? "in-progress" : undefined,
      routing: routingOf(hook, event, inputOf(null)),
    });
  },
  decide(hook, facts) {
    const turn = nextTurn(hook, fields(hook), inputOf(facts), facts);
    return turn ?? { kind: "hangup" };
  },
};
