import VoiceResponse from "twilio/lib/twiml/VoiceResponse";
import type { Decision } from "@/lib/calls/decide";
import { spokenDigits } from "@/lib/phone";
import type { Reply } from "@/lib/twilio/reply";
import { connectQuery, voiceUrl } from "@/lib/twilio/urls";

const legEvents: ("initiated" | "ringing" | "answered" | "completed")[] = [
  "initiated",
  "ringing",
  "answered",
  "completed",
];

/** Seconds a phone rings before we give up. Twilio adds five: https://www.twilio.com/docs/voice/twiml/dial#timeout */
export const ringSeconds = { agent: 25, customer: 40 };

type Dial = { call_id: string; caller_id: string; record: boolean; time_limit_seconds: number };

function dial(response: VoiceResponse, call: Dial, timeout: number) {
  return response.dial({
    callerId: call.caller_id,
    timeout,
    timeLimit: call.time_limit_seconds,
    action: voiceUrl("dialed", { call: call.call_id }),
    ...(call.record && {
      record: "record-from-answer-dual",
      recordingStatusCallback: voiceUrl("recording", { call: call.call_id }),
      recordingStatusCallbackEvent: ["completed", "absent"],
    }),
  });
}

function numberCallback(query: Record<string, string | undefined>) {
  return { statusCallback: voiceUrl("status", query), statusCallbackEvent: legEvents };
}

/** Asks for one key and hangs up without it: a Gather that times out falls through, and a whisper that ends bridges. */
function ask(response: VoiceResponse, action: string, sentence: string) {
  const gather = response.gather({ numDigits: 1, timeout: 6, action });
  gather.say(sentence);
  gather.pause({ length: 3 });
  gather.say(sentence);
  response.hangup();
}

/** The TwiML of a decision: https://www.twilio.com/docs/voice/twiml */
export function renderTwiml(decision: Decision): string {
  const response = new VoiceResponse();
  switch (decision.kind) {
    case "forward": {
      response.say(
        [`Thank you for calling ${decision.company}.`, decision.notice].filter(Boolean).join(" "),
      );
      const query = { call: decision.call_id, leg: "forward", user: decision.user_id };
      dial(response, decision, ringSeconds.agent).number(
        { url: voiceUrl("screen", query), ...numberCallback(query) },
        decision.phone,
      );
      break;
    }
    case "dial_customer": {
      const query = { call: decision.call_id, leg: "customer" };
      dial(response, decision, ringSeconds.customer).number(
        {
          ...(decision.announce && { url: voiceUrl("screen", query) }),
          // A second for the switchboard's voice to begin: https://www.twilio.com/docs/voice/twiml/number#senddigits
          ...(decision.extension && { sendDigits: `ww${decision.extension}` }),
          ...numberCallback(query),
        },
        decision.to,
      );
      break;
    }
    case "ask_to_accept": {
      const { call_id: call, user_id: user } = decision;
      const action = voiceUrl("screen", { call, leg: "forward", user, step: "digit" });
      ask(response, action, `Call from ${decision.who}. Press 1 to accept.`);
      break;
    }
    case "ask_to_connect": {
      const query = connectQuery(
        decision.call_id,
        decision.to,
        decision.record,
        decision.extension,
      );
      const action = voiceUrl("connect", { ...query, step: "digit" });
      const extension = spokenDigits(decision.extension);
      const whom = extension ? `${decision.who}, extension ${extension}` : decision.who;
      ask(response, action, `Calling ${whom}. Press 1 to connect.`);
      break;
    }
    case "announce":
      response.say(decision.notice);
      break;
    case "bridge":
      break;
    case "unavailable":
      response.say(
        `Thank you for calling ${decision.company}. Sorry, nobody can take your call right now. Goodbye.`,
      );
      response.hangup();
      break;
    case "not_accepted":
    case "hangup":
      response.hangup();
      break;
    case "say_and_hangup":
      response.say(decision.sentence);
      response.hangup();
      break;
    default:
      return decision satisfies never;
  }
  return response.toString();
}

/** When we cannot know what to do and a person is listening. */
export function sorryTwiml(): string {
  return renderTwiml({
    kind: "say_and_hangup",
    sentence:
      "Sorry, we cannot connect this call right now. Please try again in a few minutes. Goodbye.",
  });
}

export function twimlReply(twiml: string): Reply {
  return { status: 200, text: twiml, type: "text/xml" };
}
