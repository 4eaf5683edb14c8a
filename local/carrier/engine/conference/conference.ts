import type { Account } from "@/local/carrier/engine/account";
import type { Call } from "@/local/carrier/engine/call";
import type { Participant } from "@/local/carrier/engine/conference/participant";
import { reportEvent } from "@/local/carrier/engine/conference/report";
import type {
  ConferenceTarget,
  EndReason,
  LeaveReason,
} from "@/local/carrier/engine/conference/settings";
import {
  type RecordingPlan,
  startRecording,
  stopRecording,
} from "@/local/carrier/engine/recording";
import type { WaitSound } from "@/local/carrier/engine/wait";
import type { RecordingData } from "@/local/carrier/model";
import { newSid } from "@/local/carrier/sid";

/** A room that several legs are in. It starts with the second one, unless all wait for a host. */
export class Conference {
  readonly sid = newSid("CF");
  readonly account: Account;
  readonly friendlyName: string;
  readonly createdAt: number;
  updatedAt: number;
  status: "init" | "in-progress" | "completed" = "init";
  readonly participants = new Map<string, Participant>();
  reasonEnded: EndReason | null = null;
  callSidEnding: string | null = null;
  /** Set by the first participant; later ones have no say. */
  target: ConferenceTarget | null = null;
  recordingPlan: RecordingPlan | null = null;
  sequence = 1;
  #recording: RecordingData | null = null;

  constructor(account: Account, friendlyName: string) {
    this.account = account;
    this.friendlyName = friendlyName;
    this.createdAt = account.clock.now();
    this.updatedAt = this.createdAt;
  }

  heardBy(listener: Call): Call[] {
    return this.#others(listener).filter((other) => this.#isHeard(other, listener));
  }

  hearing(speaker: Call): Call[] {
    return this.#others(speaker).filter((other) => this.#isHeard(speaker, other));
  }

  #others(call: Call): Call[] {
    return [...this.participants.values()].flatMap((one) => (one.call === call ? [] : one.call));
  }

  /** Whoever coaches is heard by nobody else; on hold, nobody hears or is heard. */
  #isHeard(speaker: Call, listener: Call): boolean {
    const speaks = this.participants.get(speaker.sid)?.settings;
    const hears = this.participants.get(listener.sid)?.settings;
    if (this.status !== "in-progress" || !speaks || !hears) return false;
    if (speaks.hold || hears.hold || speaks.muted) return false;
    return speaks.callSidToCoach === null || speaks.callSidToCoach === listener.sid;
  }

  join(participant: Participant, sound: WaitSound): void {
    this.participants.set(participant.call.sid, participant);
    participant.call.room = this;
    reportEvent(this, "participant-join", participant);
    const all = [...this.participants.values()];
    const hasHost = all.some(({ settings }) => settings.startOnEnter);
    if (this.status === "in-progress") participant.hearPeople();
    else if (all.length >= 2 && hasHost) this.#start();
    else participant.hearSound(sound, false);
  }

  /** Takes somebody out; with a host or the last one, the conference ends. */
  remove(participant: Participant, reason: LeaveReason, how: "left" | "kicked" = "left"): void {
    if (!this.participants.delete(participant.call.sid)) return;
    participant.call.room = null;
    reportEvent(this, "participant-leave", participant, this.#left(participant, reason));
    participant.leave(reason);
    if (participant.settings.endOnExit) {
      this.end(`participant-with-end-conference-on-exit-${how}`, participant);
    } else if (this.participants.size === 0) this.end(`last-participant-${how}`, participant);
  }

  end(reason: EndReason, by: Participant | null): void {
    if (this.status === "completed") return;
    this.status = "completed";
    this.updatedAt = this.account.clock.now();
    this.reasonEnded = reason;
    this.callSidEnding = by?.call.sid ?? null;
    const why =
      reason === "conference-ended-via-api"
        ? "conference_ended_via_api"
        : "moderator_ended_conference";
    for (const other of [...this.participants.values()]) {
      this.participants.delete(other.call.sid);
      other.call.room = null;
      reportEvent(this, "participant-leave", other, this.#left(other, why));
      other.leave(why);
    }
    if (this.#recording) stopRecording(this.account, this.#recording);
    reportEvent(this, "conference-end", null, [
      ["ReasonConferenceEnded", reason],
      ["Reason", `Conference ended: ${reason.replaceAll("-", " ")}`],
      ...(by ? [["CallSidEndingConference", by.call.sid] satisfies [string, string]] : []),
    ]);
  }

  #start(): void {
    this.status = "in-progress";
    this.updatedAt = this.account.clock.now();
    reportEvent(this, "conference-start", null);
    const [first] = this.participants.values();
    if (this.recordingPlan && first) {
      const plan = { ...this.recordingPlan, conferenceSid: this.sid };
      this.#recording = startRecording(first.call, plan);
    }
    for (const participant of this.participants.values()) {
      if (!participant.settings.hold) participant.hearPeople();
    }
  }

  #left({ call }: Participant, reason: LeaveReason): [string, string][] {
    return [
      ["ReasonParticipantLeft", reason],
      ["ParticipantCallStatus", call.data.status],
    ];
  }
}
