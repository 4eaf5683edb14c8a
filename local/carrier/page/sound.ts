import { el } from "@/local/carrier/page/dom";
import type { HandsetState } from "@/local/carrier/page/state";
import { openVoice, type VoiceKind } from "@/local/carrier/page/voice";

type Live = { callSid: string; close(): void; choose(kind: VoiceKind): Promise<void> };

/** Gives the carrier's answer to an offer for the sound of a call. */
export type Offer = (callSid: string, sdp: string) => Promise<string>;

/** The real sound of a phone in a call: what it hears is heard here, what is said goes out. */
export class HandsetSound {
  readonly root: HTMLElement;
  readonly #offer: Offer;
  readonly #fail: (error: unknown) => void;
  readonly #toggle: HTMLButtonElement;
  readonly #voice: HTMLSelectElement;
  readonly #levels = el("div", { class: "levels" });
  readonly #heard = el("meter", { min: "0", max: "1", "aria-label": "What is heard" });
  readonly #said = el("meter", { min: "0", max: "1", "aria-label": "What is said" });
  #isOn = false;
  #callSid: string | null = null;
  #live: Live | null = null;

  constructor(offer: Offer, fail: (error: unknown) => void) {
    this.#offer = offer;
    this.#fail = fail;
    this.#toggle = el("button", { type: "button", class: "quiet", onclick: () => this.#flip() });
    this.#voice = el(
      "select",
      { "aria-label": "Speak by", onchange: () => void this.#choose() },
      new Option("A sample voice", "sample"),
      new Option("Your microphone", "microphone"),
      new Option("Say nothing", "nothing"),
    );
    this.#levels.append(el("label", {}, "Hears", this.#heard), el("label", {}, "Says", this.#said));
    this.root = el(
      "section",
      { class: "sound", "aria-label": "Sound" },
      el("div", { class: "actions" }, this.#toggle, this.#voice),
      this.#levels,
    );
    this.#show();
  }

  /** Follows the phone into a call and out of it. */
  update({ state, callSid }: HandsetState): void {
    this.#callSid = state === "in-call" ? callSid : null;
    if (this.#live && this.#live.callSid !== this.#callSid) this.#stop();
    if (this.#isOn && this.#callSid && !this.#live) void this.#start(this.#callSid);
  }

  get isUseful(): boolean {
    return this.#callSid !== null;
  }

  /** What is said at the phone comes from elsewhere: here it is only heard. */
  listen(): void {
    if (this.#isOn) return;
    this.#voice.value = "nothing";
    this.#flip();
  }

  /** The page shows another account. */
  end(): void {
    this.#isOn = false;
    this.#stop();
  }

  #flip(): void {
    this.#isOn = !this.#isOn;
    if (!this.#isOn) this.#stop();
    else if (this.#callSid) void this.#start(this.#callSid);
    this.#show();
  }

  #show(): void {
    this.#toggle.textContent = this.#isOn ? "Stop listening" : "Listen and speak";
    this.#toggle.setAttribute("aria-pressed", String(this.#isOn));
    this.#voice.hidden = !this.#isOn;
    this.#levels.hidden = !this.#isOn;
  }

  #stop(): void {
    this.#live?.close();
    this.#live = null;
  }

  async #choose(): Promise<void> {
    try {
      await this.#live?.choose(this.#kind());
    } catch (error) {
      this.#voice.value = "nothing";
      this.#fail(error);
    }
  }

  #kind(): VoiceKind {
    const { value } = this.#voice;
    return value === "microphone" || value === "sample" ? value : "nothing";
  }

  async #start(callSid: string): Promise<void> {
    const connection = new RTCPeerConnection();
    const context = new AudioContext();
    const voice = openVoice(context);
    const speaker = new Audio();
    let isOpen = true;
    const live: Live = {
      callSid,
      choose: voice.choose,
      close() {
        isOpen = false;
        voice.close();
        connection.close();
        void context.close();
      },
    };
    this.#live = live;
    for (const track of voice.stream.getTracks()) connection.addTrack(track, voice.stream);
    const heard = context.createAnalyser();
    connection.ontrack = ({ streams: [stream] }) => {
      if (!stream) return;
      speaker.srcObject = stream;
      void speaker.play();
      context.createMediaStreamSource(stream).connect(heard);
    };
    const draw = () => {
      if (!isOpen) return;
      this.#heard.value = levelOf(heard);
      this.#said.value = levelOf(voice.analyser);
      requestAnimationFrame(draw);
    };
    draw();
    try {
      await connection.setLocalDescription(await connection.createOffer());
      const sdp = await this.#offer(callSid, connection.localDescription?.sdp ?? "");
      if (isOpen) await connection.setRemoteDescription({ type: "answer", sdp });
      await this.#choose();
    } catch (error) {
      if (!isOpen) return;
      this.#isOn = false;
      this.#stop();
      this.#show();
      this.#fail(error);
    }
  }
}

/** Speech is a tenth of what is possible: the root shows it. */
function levelOf(analyser: AnalyserNode): number {
  const samples = new Float32Array(analyser.fftSize);
  analyser.getFloatTimeDomainData(samples);
  return Math.sqrt(samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0));
}
