import { spokenDigits } from "@/lib/core/phone";
import { isVisible, sentenceOf, xmlText } from "@/lib/core/text";
import { minDeviceSeconds } from "@/lib/routing/limits";
import { say } from "@/lib/twilio/say";
import { connectQuery, voiceUrl } from "@/lib/twilio/urls";
import { VoiceResponse } from "@/lib/twilio/voice-response";
import type { Decision } from "@/lib/voice/decision";
import { dial, numberCallback, ringPerson } from "@/lib/voice/dial";
import { renderControl } from "@/lib/voice/render-control";
import { renderRoute } from "@/lib/voice/render-route";
import { fallbackOf, isInRoom, ringInRoom } from "@/lib/voice/room-leg";

/** Seconds a phone rings before we give up. Twilio adds five: https://www.twilio.com/docs/voice/twiml/dial#timeout */
export const ringSeconds = { rep: 25, customer: 40 };

/** Seconds between prompts and after the last: 25 to 30 in total, to find the keypad. */
const quiet = { between: 5, last: 8 };

/**
 * Asks three times for one key and hangs up without it: a Gather that times out falls through, and
 * a whisper that ends connects the call.
 */
function ask(response: VoiceResponse, action: string, sentence: string) {
  const gather = response.gather({ numDigits: 1, timeout: quiet.last, action });
  say(gather, sentence);
  for (let repeat = 0; repeat < 2; repeat += 1) {
    gather.pause({ length: quiet.between });
    say(gather, sentence);
  }
  response.hangup();
}

/** Rings one person: their phones, and their browser as the company has it. */
function ringOne(
  response: VoiceResponse,
  decision: Extract<Decision, { kind: "forward" | "dial_colleague" }>,
  query: Record<string, string | undefined>,
  user: string,
): void {
  const { phone, in_browser, rooms, call_id: call, call_sid: parent } = decision;
  const phones = [...(phone ? [phone] : []), ...(decision.further ?? [])];
  const besidePhones = phones.length > 0;
  const way = in_browser && isInRoom(rooms, { besidePhones }) ? rooms : null;
  const of = (decision.kind === "forward" && decision.devices?.of) || 1;
  const seconds = Math.max(Math.ceil(ringSeconds.rep / of), minDeviceSeconds);
  const fallback = way && !besidePhones ? fallbackOf([user], seconds) : undefined;
  const verb = dial(response, decision, { ...query, fallback }, seconds);
  const leg = { call, leg: "rep", user, parent } as const;
  ringPerson(verb, leg, { phones, inBrowser: in_browser && !way });
  if (way && !ringInRoom(verb, leg, [user], way))
    ringPerson(verb, leg, { phones: [], inBrowser: true });
}

/** A name that can be spoken. */
function nameOf(who: string): string {
  return isVisible(who) ? who : "someone";
}

function askedToJoin({ to, by, who }: Extract<Decision, { kind: "ask_to_join" }>): string {
  const asks = by && isVisible(by) ? by : "A colleague";
  const customer = nameOf(who);
  if (to === "supervise") return `You supervise a call with ${customer}. Press 1 to join.`;
  if (to === "join") return `${asks} wants you on a call with ${customer}. Press 1 to join.`;
  return `${asks} wants to transfer a call with ${customer} to you. Press 1 to talk.`;
}

/**
 * The TwiML of a decision, well-formed whatever texts it contains:
 * https://www.twilio.com/docs/voice/twiml
 */
export function renderTwiml(decision: Decision): string {
  const response = new VoiceResponse();
  switch (decision.kind) {
    case "forward": {
      const { company, notice, devices, user_id: mailbox } = decision;
      const isFirst = !devices || devices.rung === 1;
      if (isFirst)
        say(response, [`Thank you for calling ${company}.`, notice].filter(Boolean).join(" "));
      const query = { leg: "caller", mailbox, rung: devices && `${devices.rung}-${devices.of}` };
      ringOne(response, decision, query, decision.user_id);
      break;
    }
    case "ring_again": {
      const { call_id: call, call_sid: parent, query, seconds } = decision;
      const verb = dial(response, decision, query, seconds);
      for (const user of decision.user_ids) {
        const leg = { call, leg: "rep", user, parent, ...decision.leg } as const;
        ringPerson(verb, leg, { phones: [], inBrowser: true });
      }
      break;
    }
    case "dial_customer": {
      const { call_id: call, call_sid: parent, user_id: user } = decision;
      const query = { call, leg: "customer", parent };
      dial(response, decision, { leg: "rep", user }, ringSeconds.customer).number(
        {
          ...(decision.announce && { url: voiceUrl("screen", query) }),
          // A second for the switchboard's voice to begin:
          // https://www.twilio.com/docs/voice/twiml/number#senddigits
          ...(decision.extension && { sendDigits: `ww${xmlText(decision.extension)}` }),
          ...numberCallback(query),
        },
        xmlText(decision.to),
      );
      break;
    }
    case "dial_colleague": {
      const { user_id: user, callee_id } = decision;
      ringOne(response, decision, { leg: "rep", user }, callee_id);
      break;
    }
    case "ask_to_accept": {
      const { call_id: call, user_id: user, parent_sid: parent } = decision;
      const action = voiceUrl("screen", { call, leg: "rep", user, parent, step: "digit" });
      const via = decision.via && isVisible(decision.via) ? ` for ${decision.via}` : "";
      const by = decision.by && isVisible(decision.by) ? `, transferred by ${decision.by}` : "";
      const about = decision.summary ? ` ${sentenceOf(decision.summary)}`.trimEnd() : "";
      const who = nameOf(decision.who);
      ask(response, action, `Call${via} from ${who}${by}.${about} Press 1 to accept.`);
      break;
    }
    case "ask_to_join": {
      const { call_id: call, user_id: user, to, by } = decision;
      const leg = to === "supervise" ? "supervisor" : "rep";
      const route = to === "take_over" ? "consult" : "join";
      const action = voiceUrl(route, { call, leg, user, step: "digit", by: by ?? undefined });
      ask(response, action, askedToJoin(decision));
      break;
    }
    case "hold_music":
    case "join_room":
    case "ring_transfer":
    case "enter_route":
    case "take_message":
      renderControl(response, decision);
      break;
    case "ask_to_connect": {
      const back = decision.calls_back ? "1" : undefined;
      const query = { ...connectQuery(decision), back, ...(decision.beside && { beside: "1" }) };
      const action = voiceUrl("connect", { ...query, step: "digit" });
      const extension = spokenDigits(decision.extension);
      const name = nameOf(decision.who);
      const whom = extension ? `${name}, extension ${extension}` : name;
      const via = decision.via && isVisible(decision.via) ? ` for ${decision.via}` : "";
      const sentence = back ? `Callback${via} to ${whom}.` : `Calling ${whom}.`;
      ask(response, action, `${sentence} Press 1 to connect.`);
      break;
    }
    case "wait_to_connect": {
      const among = { back: "1", beside: "1", waited: `${decision.waited + 1}` };
      say(response, "One moment, please.");
      response.pause({ length: 4 });
      response.redirect(
        voiceUrl("connect", { ...connectQuery(decision), ...among, step: "digit" }),
      );
      break;
    }
    case "route":
      renderRoute(response, decision);
      break;
    case "announce":
      say(response, decision.notice);
      break;
    case "echo":
      response.echo();
      break;
    case "reject":
      response.reject();
      break;
    case "bridge":
      // Twilio ends the other legs as it connects this one. Until this is said, whoever presses 1 a
      // moment later hears why they don't get the caller.
      if (decision.others)
        say(response, "You have the caller. Connecting you now, one moment please.");
      break;
    case "taken":
      say(
        response,
        decision.by
          ? `${nameOf(decision.by)} has taken this call. Goodbye.`
          : "You have taken this call on another phone. Goodbye.",
      );
      response.hangup();
      break;
    case "not_accepted":
    case "hangup":
      response.hangup();
      break;
    case "say_and_hangup":
      say(response, decision.sentence);
      response.hangup();
      break;
    default:
      return decision satisfies never;
  }
  return response.toString();
}
