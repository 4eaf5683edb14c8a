import { z } from "zod";
import { conferenceNamed } from "@/local/carrier/engine/conference/conferences";
import { Participant } from "@/local/carrier/engine/conference/participant";
import { type DialResult, NOT_DIALLED } from "@/local/carrier/engine/dial-plan";
import { waitSound } from "@/local/carrier/engine/wait";
import {
  flag,
  method,
  recordingCallback,
  recordingTarget,
  resolveUrl,
  text,
  textOr,
  url,
  whole,
} from "@/local/carrier/twiml/attributes";
import { textOf } from "@/local/carrier/twiml/element";
import { defineNoun, type Visit } from "@/local/carrier/twiml/noun";

const attributes = z.object({
  muted: flag(),
  startConferenceOnEnter: flag(true),
  endConferenceOnExit: flag(),
  participantLabel: text(),
  maxParticipants: whole(250),
  record: textOr("do-not-record"),
  coach: text(),
  waitUrl: text(),
  waitMethod: method(),
  statusCallback: url(),
  statusCallbackMethod: method(),
  statusCallbackEvent: textOr("start end"),
  ...recordingCallback,
});

/** A room by its name in the account (https://www.twilio.com/docs/voice/twiml/conference). */
export const conference = defineNoun({
  name: "Conference",
  attributes,
  ignored: ["beep", "jitterBufferSize", "region", "trim", "eventCallbackUrl"],
  read({ element, call, document }, given) {
    return { kind: "space", enter };

    async function enter({ flow, runFlow, ...limits }: Visit): Promise<DialResult> {
      const room = conferenceNamed(call.account, textOf(element));
      if (given.coach && !room.participants.has(given.coach)) {
        call.warn(13240, `Dial: ${given.coach} is not in the conference`);
        return NOT_DIALLED;
      }
      if (room.participants.size >= given.maxParticipants) {
        call.warn(13245, "Dial: the conference is full");
        return NOT_DIALLED;
      }
      call.answer();
      if (room.participants.size === 0) room.target ??= target(given, document.url);
      room.recordingPlan ??= recording(given, document.url);
      const participant = new Participant(flow, runFlow, {
        label: given.participantLabel ?? null,
        muted: given.muted,
        hold: false,
        callSidToCoach: given.coach ?? null,
        startOnEnter: given.startConferenceOnEnter,
        endOnExit: given.endConferenceOnExit,
      });
      const stay = participant.stay(limits);
      room.join(participant, waitSound(given.waitUrl, given.waitMethod, document.url));
      const reason = await stay;
      flow.throwIfForgotten();
      room.remove(participant, reason);
      return { status: "answered", child: null, isBridged: null, recordingSid: null };
    }
  },
});

function target(given: z.infer<typeof attributes>, base: string) {
  if (!given.statusCallback) return null;
  return {
    url: resolveUrl(given.statusCallback, base),
    method: given.statusCallbackMethod,
    groups: given.statusCallbackEvent.split(/\s+/),
  };
}

function recording(given: z.infer<typeof attributes>, base: string) {
  if (given.record !== "record-from-start" && given.record !== "true") return null;
  return {
    source: "Conference" as const,
    channels: 1 as const,
    track: "both" as const,
    target: recordingTarget(given, base),
  };
}
