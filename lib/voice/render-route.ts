import { isVisible, xmlText } from "@/lib/core/text";
import { audioUrl } from "@/lib/files/link";
import { type Said, writeState } from "@/lib/routing/turn";
import { voiceUrl } from "@/lib/twilio/urls";
import type { VoiceResponse } from "@/lib/twilio/voice-response";
import type { RouteDecision } from "@/lib/voice/decide";
import { dial, numberCallback } from "@/lib/voice/dial";

type Speaker = {
  say(attributes: { language: Said["language"]; voice: Said["voice"] }, text: string): unknown;
  play(url: string): unknown;
};

/** Plays what is an audio file, where it can be had, and says everything else. */
function speak(
  verb: Speaker,
  { text, language, voice, audio }: Said,
  { tenant_id, missing, moment }: RouteDecision["audio"],
): void {
  if (audio && !missing.has(audio)) verb.play(audioUrl(tenant_id, audio, moment));
  else if (isVisible(text)) verb.say({ language, voice }, xmlText(text));
}

/** Says what a route says, then does what it does: the TwiML of a routed call. */
export function renderRoute(response: VoiceResponse, decision: RouteDecision): void {
  const { turn, call_id: call, call_sid: parent, version: route, notice } = decision;
  const { act, says, state } = turn;
  for (const sound of says) speak(response, sound, decision.audio);
  const isTalk = act.kind === "dial" || act.kind === "forward";
  const noticed = decision.noticed || (isTalk && notice) ? "1" : undefined;
  const query = { call, leg: "caller", route, at: writeState(state), noticed };
  switch (act.kind) {
    case "gather": {
      const { timeout_seconds: timeout } = act;
      const action = voiceUrl("step", query);
      const gather = response.gather({ numDigits: 1, timeout, action, actionOnEmptyResult: true });
      speak(gather, act.question, decision.audio);
      break;
    }
    case "dial": {
      if (notice) response.say(xmlText(notice));
      const verb = dial(response, decision, query, act.seconds);
      for (const user of act.user_ids) {
        const phone = decision.phones[user];
        const leg = { call, leg: "rep", user, parent };
        const via = act.via || undefined;
        const url = voiceUrl("screen", { ...leg, via });
        if (phone) verb.number({ url, ...numberCallback(leg) }, xmlText(phone));
      }
      break;
    }
    case "forward": {
      if (notice) response.say(xmlText(notice));
      const leg = { call, leg: "outside", parent };
      dial(response, decision, query, act.seconds).number(numberCallback(leg), xmlText(act.to));
      break;
    }
    case "record": {
      const { mailbox, max_seconds: maxLength } = act;
      const whose = mailbox.kind === "person" ? mailbox.user_id : "shared";
      response.record({
        ...{ maxLength, timeout: 5, playBeep: true, finishOnKey: "#" },
        action: voiceUrl("voicemail", query),
        recordingStatusCallback: voiceUrl("recording", { call, mailbox: whose }),
        recordingStatusCallbackEvent: ["completed", "absent"],
      });
      // Reached when nothing was said.
      response.hangup();
      break;
    }
    case "reject":
      response.reject();
      break;
    case "enqueue":
    case "hang_up":
      response.hangup();
      break;
    default:
      act satisfies never;
  }
}
