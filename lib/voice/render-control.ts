import { xmlText } from "@/lib/core/text";
import { arriving, writeState } from "@/lib/routing/turn";
import { say } from "@/lib/twilio/say";
import { voiceUrl, waitingMusic } from "@/lib/twilio/urls";
import type { VoiceResponse } from "@/lib/twilio/voice-response";
import type { ControlDecision } from "@/lib/voice/decision";
import { dial, numberCallback, ringPerson } from "@/lib/voice/dial";

/** The music is 15 s long: Twilio asks once a minute whether the customer is still on hold. */
const musicLoops = 4;
const ringSeconds = 25;
const maxMessageSeconds = 300;

/** The conference of a call: its name is the account's, so it has nothing of the people in it. */
export const roomName = (callId: string) => `call-${callId}`;

/** What Twilio calls a supervisor in its reports of the room. */
export const supervisorLabel = "supervisor";

/** The TwiML of what people ask of a call while they talk. */
export function renderControl(response: VoiceResponse, decision: ControlDecision): void {
  const { call_id: call } = decision;
  switch (decision.kind) {
    case "hold_music":
      response.play({ loop: musicLoops }, waitingMusic());
      response.redirect(
        voiceUrl("held", { call, leg: decision.role, nudge: `${decision.moment.getTime()}` }),
      );
      break;
    case "join_room": {
      const { heard } = decision;
      response.dial({ timeLimit: decision.time_limit_seconds }).conference(
        {
          // Nobody waits alone for longer than it takes to connect the next: silence, not music.
          ...{ beep: "false", waitUrl: "", maxParticipants: 10, startConferenceOnEnter: true },
          // Who is put on hold leaves too: who stays alone is looked after by lib/call-control.
          endConferenceOnExit: false,
          // Its reports say so: nobody else of the room has a label.
          ...(heard && { participantLabel: supervisorLabel, muted: heard.isMuted }),
          ...(heard?.coaches && { coach: heard.coaches }),
          statusCallback: voiceUrl("conference", { call }),
          statusCallbackEvent: ["join", "leave", "mute", "modify"],
        },
        roomName(call),
      );
      response.hangup();
      break;
    }
    case "ring_transfer": {
      const { rings, call_sid: parent, role, moment, by } = decision;
      const since = `${moment.getTime()}`;
      const back = decision.is_back ? "1" : undefined;
      const verb = dial(response, decision, {}, ringSeconds, {
        action: voiceUrl("transferred", { call, leg: role, nudge: since, back }),
      });
      const left = `transfer.${since}`;
      if (rings.user_id === null) {
        const query = { call, leg: "outside", parent, left };
        verb.number(numberCallback(query), xmlText(rings.phone ?? ""));
      } else {
        const leg = { call, leg: "rep", user: rings.user_id, parent, left } as const;
        const phones = [...(rings.phone ? [rings.phone] : []), ...rings.further];
        ringPerson(verb, leg, { phones, inBrowser: rings.in_browser, by: by ?? undefined });
      }
      break;
    }
    case "enter_route": {
      const { version: route, step, role: leg, moment } = decision;
      const at = writeState({ ...arriving, step, turns: 1 });
      const noticed = decision.noticed ? "1" : undefined;
      const unrecorded = decision.unrecorded ? "1" : undefined;
      const query = { call, leg, route, at, noticed, unrecorded, nudge: `${moment.getTime()}` };
      response.redirect(voiceUrl("enter", query));
      break;
    }
    case "take_message": {
      const mailbox = decision.mailbox ?? "shared";
      const { company } = decision;
      const sorry = "Sorry, nobody can take your call right now.";
      const words = [company && `Thank you for calling ${company}.`, sorry];
      say(response, [...words, "Please leave a message after the tone."].filter(Boolean).join(" "));
      response.record({
        ...{ maxLength: maxMessageSeconds, timeout: 5, playBeep: true, finishOnKey: "#" },
        action: voiceUrl("voicemail", { call, leg: decision.role, mailbox }),
        recordingStatusCallback: voiceUrl("recording", { call, mailbox }),
        recordingStatusCallbackEvent: ["completed", "absent"],
      });
      response.hangup();
      break;
    }
    default:
      decision satisfies never;
  }
}
