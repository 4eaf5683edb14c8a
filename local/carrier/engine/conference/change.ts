import type { Conference } from "@/local/carrier/engine/conference/conference";
import type { Participant } from "@/local/carrier/engine/conference/participant";
import { reportEvent } from "@/local/carrier/engine/conference/report";
import type { Settings } from "@/local/carrier/engine/conference/settings";
import type { WaitSound } from "@/local/carrier/engine/wait";
import type { Method } from "@/local/carrier/model";

/** Changes a participant as the API does, and reports what is different afterwards. */
export function changeParticipant(
  conference: Conference,
  participant: Participant,
  changes: Partial<Omit<Settings, "label" | "startOnEnter">>,
  holdSound: WaitSound,
): void {
  const before = { ...participant.settings };
  Object.assign(participant.settings, changes);
  const { muted, hold, callSidToCoach, endOnExit } = participant.settings;
  participant.updatedAt = conference.account.clock.now();
  if (muted !== before.muted) {
    reportEvent(conference, muted ? "participant-mute" : "participant-unmute", participant);
  }
  if (hold !== before.hold) {
    if (hold) participant.hearSound(holdSound, true);
    else if (conference.status === "in-progress") participant.hearPeople();
    else participant.hearSound("music", false);
    reportEvent(conference, hold ? "participant-hold" : "participant-unhold", participant);
  }
  if (callSidToCoach !== before.callSidToCoach || endOnExit !== before.endOnExit) {
    reportEvent(conference, "participant-modify", participant);
  }
}

/** Plays TwiML to one participant, or to all of them; reported when it is over. */
export async function announce(
  conference: Conference,
  participant: Participant | null,
  source: { url: string; method: Method },
): Promise<void> {
  const listeners = participant ? [participant] : [...conference.participants.values()];
  await Promise.all(listeners.map((listener) => listener.announce({ ...source, params: [] })));
  reportEvent(conference, "announcement-end", participant, [["AnnounceUrl", source.url]]);
}
