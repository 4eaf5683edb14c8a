import {
  type DataPacket,
  DisconnectReason,
  type SIPInboundTrunkInfo,
  TrackSource,
} from "@livekit/protocol";
import type { SipAnswers, SipDialog } from "@/local/carrier/engine/sip-server";
import { PhoneSound } from "@/local/livekit/media/phone-sound";
import type { End, Participant } from "@/local/livekit/rooms/participant";
import type { Room } from "@/local/livekit/rooms/room";
import { Track } from "@/local/livekit/rooms/track";

/** As livekit-sip has them where the trunk says nothing (seconds). */
const RINGING_SECONDS = 180;
const MAX_CALL_SECONDS = 24 * 3600;
const BUSY_HERE = 486;

/**
 * Somebody who calls in: in the room while it still rings, and answered as soon as anybody there
 * publishes sound.
 */
export class Caller implements End, SipDialog {
  readonly #self: Participant;
  readonly #room: Room;
  readonly #answers: SipAnswers;
  readonly #track: Track;
  readonly #media: PhoneSound;
  #limits: NodeJS.Timeout[] = [];
  #isAnswered = false;
  #isOver = false;

  constructor(self: Participant, room: Room, answers: SipAnswers) {
    this.#self = self;
    this.#room = room;
    this.#answers = answers;
    this.#track = new Track(self, { source: TrackSource.MICROPHONE });
    this.#media = new PhoneSound(this.#track);
  }

  enter({ ringingTimeout, maxCallDuration }: SIPInboundTrunkInfo): void {
    const seconds = Number(ringingTimeout?.seconds ?? 0) || RINGING_SECONDS;
    this.#room.join(this.#self);
    this.#room.activate(this.#self);
    this.#room.publish(this.#track);
    const maxSeconds = Number(maxCallDuration?.seconds ?? 0) || MAX_CALL_SECONDS;
    const inTime = (run: () => void, seconds: number) =>
      this.#limits.push(setTimeout(run, seconds * 1000).unref());
    inTime(() => !this.#isAnswered && this.hangup(), seconds);
    inTime(() => this.hangup(), maxSeconds);
    this.#room.offerAll(this.#self);
  }

  /** A telephone gets nothing but its sound. */
  send(): void {}

  subscribe(track: Track): void {
    this.#media.listen(track);
    this.#answer();
  }

  unsubscribe(track: Track): void {
    this.#media.unlisten(track);
  }

  /** livekit-sip plays the key that a packet names, to whoever is at the telephone. */
  deliver({ value }: DataPacket): void {
    if (value.case === "sipDtmf" && this.#isAnswered) this.#answers.key(value.value.digit);
  }

  leave(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const limit of this.#limits) clearTimeout(limit);
    this.#media.close();
    this.#answers.ended(this.#isAnswered ? 200 : BUSY_HERE);
  }

  cut(): void {
    this.hangup();
  }

  sound(frame: Uint8Array): void {
    if (this.#isAnswered && !this.#isOver) this.#media.say(frame);
  }

  hangup(): void {
    this.#room.remove(this.#self, DisconnectReason.CLIENT_INITIATED);
  }

  #answer(): void {
    if (this.#isAnswered || this.#isOver) return;
    this.#isAnswered = true;
    this.#self.attributes["sip.callStatus"] = "active";
    this.#room.update(this.#self);
    this.#media.start((frame) => this.#answers.sound(frame));
    this.#answers.answered();
  }
}
