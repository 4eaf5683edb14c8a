import { Babble } from "@/local/carrier/audio/voice";
import type { Call } from "@/local/carrier/engine/call";
import { Meter } from "@/local/carrier/media/meter";
import { Mixer } from "@/local/carrier/media/mixer";
import type { OpenPeer, Peer, Received } from "@/local/carrier/media/peer";
import { Playback } from "@/local/carrier/media/playback";
import { say } from "@/local/carrier/media/say";
import { FRAME_MS, sounds } from "@/local/carrier/media/tones";
import type { LegSound } from "@/local/carrier/signalling/sound";

/** Packets that are under way when a fresh connection takes over are still heard. */
const HANDOVER_MS = 500;
/** After a longer pause of the machine the sound goes on from now. */
const LONGEST_LAG_MS = 500;

/**
 * The sound of a leg in real time, where a browser is at its far end or listens at a handset. It
 * follows what the engine says of the leg (ringing, who talks with whom) and never drives it, but
 * for the keys that are pressed.
 */
export class BrowserSound implements LegSound {
  readonly #call: Call;
  readonly #openPeer: OpenPeer;
  readonly #meter = new Meter();
  readonly #mixer = new Mixer();
  readonly #playback = new Playback();
  readonly #babble: Babble;
  #peer: Peer | null = null;
  #remoteIce: string | undefined;
  #lastPress: number | null = null;
  #ticking: NodeJS.Timeout | undefined;
  #dueAt = 0;
  #frame = 0;
  #isClosed = false;

  constructor(call: Call, openPeer: OpenPeer) {
    this.#call = call;
    this.#openPeer = openPeer;
    this.#babble = new Babble(call.sid);
  }

  async offer(): Promise<string> {
    return await (await this.#open()).offer();
  }

  async accept(sdp: string): Promise<void> {
    this.#remoteIce = iceOf(sdp);
    await this.#peer?.acceptAnswer(sdp);
    this.#start();
  }

  async answer(sdp: string): Promise<string> {
    const old = this.#peer;
    this.#remoteIce = iceOf(sdp);
    const answer = await (await this.#open()).answer(sdp);
    if (old) setTimeout(() => old.close(), HANDOVER_MS).unref();
    this.#start();
    return answer;
  }

  isNew(sdp: string): boolean {
    return iceOf(sdp) !== this.#remoteIce;
  }

  play(frame: Uint8Array): void {
    this.#peer?.send(frame);
  }

  mix(speaker: Call, frame: Uint8Array): void {
    this.#mixer.add(speaker, frame);
  }

  heard(): { level: number; packets: number } {
    return this.#meter.read();
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#ticking);
    this.#peer?.close();
  }

  async #open(): Promise<Peer> {
    const peer = await this.#openPeer((received) => this.#hear(received));
    if (this.#isClosed) peer.close();
    this.#peer = peer;
    return peer;
  }

  #hear(received: Received): void {
    if (received.kind === "sound") {
      this.#meter.add(received.frame);
      say(this.#call, received.frame);
    } else if (received.press !== this.#lastPress) {
      this.#lastPress = received.press;
      if (this.#call.data.status === "in-progress") this.#call.press(received.key);
    }
  }

  #start(): void {
    if (this.#ticking || this.#isClosed) return;
    this.#dueAt = performance.now();
    this.#ticking = setInterval(() => this.#tick(), FRAME_MS).unref();
  }

  /** Timers are late now and then; as many frames are due as time has passed. */
  #tick(): void {
    const now = performance.now();
    if (now - this.#dueAt > LONGEST_LAG_MS) this.#dueAt = now;
    for (; this.#dueAt <= now; this.#dueAt += FRAME_MS) {
      const frame = this.#made(this.#frame++);
      if (frame) this.play(frame);
    }
  }

  /** What is to be heard now; null while a browser, a media stream or its own echo is heard. */
  #made(frame: number): Uint8Array | null {
    const { data, talksWith, hearsRinging, isSpokenTo, plays, account, room } = this.#call;
    if (this.#call.stream || this.#call.echoes || talksWith?.phone?.speaks) return null;
    if (isSpokenTo && plays) return this.#playback.next(plays);
    const isVoice = isSpokenTo || account.options.handsetsSound === "voice";
    const made = () => (isVoice ? sounds.voice(frame, this.#babble) : sounds.tone(frame));
    if (talksWith?.voice.isSilent && !isSpokenTo) return sounds.silence();
    if (talksWith || isSpokenTo) return made();
    if (room) {
      const speakers = room.heardBy(this.#call);
      const isHandsetThere = speakers.some(({ phone }) => !phone?.speaks);
      return this.#mixer.next(speakers, isHandsetThere ? [made()] : []) ?? sounds.silence();
    }
    const isRinging = hearsRinging || data.answeredAt === null;
    return isRinging ? sounds.ringing(frame) : sounds.silence();
  }
}

/** A connection's name for itself. */
function iceOf(sdp: string): string | undefined {
  return /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1];
}
