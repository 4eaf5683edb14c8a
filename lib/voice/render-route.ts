import { isVisible, xmlText } from "@/lib/core/text";
import { audioUrl } from "@/lib/files/link";
import { type Said, writeState } from "@/lib/routing/turn";
import { streamToken } from "@/lib/twilio/stream-token";
import { voiceUrl, waitingMusic } from "@/lib/twilio/urls";
import type { VoiceResponse } from "@/lib/twilio/voice-response";
import type { RouteDecision } from "@/lib/voice/decision";
import { devicesOf } from "@/lib/voice/devices";
import { dial, numberCallback, ringPerson } from "@/lib/voice/dial";
import { leftBy } from "@/lib/voice/hook";
import { fallbackOf, isInRoom, ringInRoom } from "@/lib/voice/room-leg";
import { streamGrant } from "@/lib/voice/stream-grant";

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

/** Within which a page that is loaded again has usually registered its browser. */
const reloadSeconds = 3;

/** Says what a route says, then does what it does: the TwiML of a routed call. */
export function renderRoute(response: VoiceResponse, decision: RouteDecision): void {
  const { turn, call_id: call, call_sid: parent, version: route, notice } = decision;
  const { act, says, state } = turn;
  const plays = act.kind === "enqueue" && act.plays;
  if (!plays) for (const sound of says) speak(response, sound, decision.audio);
  const isTalk = act.kind === "dial" || act.kind === "forward";
  const noticed = decision.noticed || (isTalk && notice) ? "1" : undefined;
  const agent = decision.met_agent ? "1" : undefined;
  const unrecorded = decision.unrecorded ? "1" : undefined;
  const at = writeState(state);
  const query = { call, leg: "caller", route, at, noticed, unrecorded, agent };
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
      else if (decision.gives_time) response.pause({ length: reloadSeconds });
      const besidePhones = act.user_ids.some((user) => decision.phones[user]);
      const way = isInRoom(decision.rooms, { besidePhones }) ? decision.rooms : null;
      const inRoom = act.user_ids.filter((user) => way && decision.in_browser.includes(user));
      const isAlone = inRoom.length > 0 && !besidePhones;
      const fallback = isAlone ? fallbackOf(inRoom, act.seconds) : undefined;
      const verb = dial(response, decision, { ...query, fallback }, act.seconds);
      const left = leftBy(state);
      const isRung =
        way && inRoom.length > 0 && ringInRoom(verb, { call, parent, left, agent }, inRoom, way);
      const in_browser = isRung ? [] : decision.in_browser;
      const reach = { phones: decision.phones, in_browser };
      for (const { user, ...on } of devicesOf(act.user_ids, reach, isRung ? inRoom : [])) {
        const leg = { call, leg: "rep", user, parent, left, agent } as const;
        ringPerson(verb, leg, { ...on, via: act.via || undefined });
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
    case "stream": {
      const { account_sid: account, audio } = decision;
      const stream = response.connect({ action: voiceUrl("agent-done", query) }).stream({
        url: `${act.url}/twilio/${account}`,
        statusCallback: voiceUrl("stream", { call, leg: "caller", at }),
        statusCallbackMethod: "POST",
      });
      const token = streamToken(streamGrant(decision, act.version), audio.moment);
      stream.parameter({ name: "token", value: token });
      break;
    }
    case "reject":
      response.reject();
      break;
    case "enqueue": {
      const { tenant_id, missing, moment } = decision.audio;
      const own = act.music && !missing.has(act.music) ? act.music : null;
      const music = own ? audioUrl(tenant_id, own, moment) : waitingMusic();
      const action = voiceUrl("queue", query);
      if (act.plays && act.callback_key) {
        // A key that is none of ours: the caller waits on.
        const gather = response.gather({ numDigits: 1, timeout: 1, action });
        for (const sentence of says) speak(gather, sentence, decision.audio);
        gather.play(music);
      } else if (act.plays) {
        for (const sentence of says) speak(response, sentence, decision.audio);
        response.play(music);
      }
      response.redirect(action);
      break;
    }
    case "hang_up":
      response.hangup();
      break;
    default:
      act satisfies never;
  }
}
