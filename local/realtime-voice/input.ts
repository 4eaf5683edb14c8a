import type { Vocabulary } from "@/local/realtime-voice/hearing/decoder";
import { type Listener, listenBy, SURE } from "@/local/realtime-voice/hearing/hearing";
import type { TurnDetection } from "@/local/realtime-voice/protocol/client-events";
import { newId } from "@/local/realtime-voice/protocol/ids";
import { SAMPLES_A_MS } from "@/local/realtime-voice/sound";
import { SpeechDetector } from "@/local/realtime-voice/speech-detector";

/** What was said in one turn; `isSure` where the words fit the sound well. */
export type Turn = { itemId: string; text: string; isSure: boolean; seconds: number };

export type InputEvent =
  | { kind: "started"; itemId: string; atMs: number }
  | { kind: "stopped"; itemId: string; atMs: number; turn: Turn };

const SILENCE_BY_EAGERNESS = { low: 900, medium: 600, high: 350, auto: 600 };

/** The caller's sound: finds the turns in it and hears each while it is spoken. */
export class InputAudio {
  readonly #detector = new SpeechDetector();
  /** Sound that came before the language was learnt is heard after that. */
  #vocabulary: Vocabulary | null = null;
  #listener: Listener | null = null;
  #itemId = newId("item");
  #samples = 0;
  #early: Int16Array[] = [];

  use(vocabulary: Vocabulary): void {
    this.#vocabulary = vocabulary;
  }

  /** Sound in; with turn detection, where turns begin and end. */
  push(samples: Int16Array, detection: TurnDetection | null): InputEvent[] {
    const vocabulary = this.#vocabulary;
    if (!vocabulary) {
      this.#early.push(samples);
      return [];
    }
    const events: InputEvent[] = [];
    for (const part of [...this.#early.splice(0), samples]) {
      if (detection) events.push(...this.#detect(part, detection, vocabulary));
      else this.#hear(part, vocabulary);
    }
    return events;
  }

  /** Ends a turn by hand; null where there is no sound. */
  commit(): Turn | null {
    return this.#listener ? this.#take() : null;
  }

  clear(): void {
    this.#listener = null;
    this.#samples = 0;
  }

  #detect(samples: Int16Array, detection: TurnDetection, vocabulary: Vocabulary): InputEvent[] {
    const isServer = detection.type === "server_vad";
    const options = {
      threshold: isServer ? detection.threshold : 0.5,
      prefixMs: isServer ? detection.prefix_padding_ms : 300,
      silenceMs: isServer
        ? detection.silence_duration_ms
        : SILENCE_BY_EAGERNESS[detection.eagerness],
    };
    return this.#detector.push(samples, options).flatMap((detected): InputEvent[] => {
      if (detected.kind === "stopped") {
        const itemId = this.#itemId;
        return [{ kind: "stopped", itemId, atMs: detected.atMs, turn: this.#take() }];
      }
      this.#hear(detected.sound, vocabulary);
      if (detected.kind === "sound") return [];
      return [{ kind: "started", itemId: this.#itemId, atMs: detected.atMs }];
    });
  }

  #hear(samples: Int16Array, vocabulary: Vocabulary): void {
    this.#listener ??= listenBy(vocabulary);
    this.#listener.push(samples);
    this.#samples += samples.length;
  }

  #take(): Turn {
    const heard = this.#listener?.result() ?? { text: "", cost: 0 };
    const turn = {
      itemId: this.#itemId,
      text: heard.text,
      isSure: heard.text !== "" && heard.cost < SURE,
      seconds: this.#samples / SAMPLES_A_MS / 1000,
    };
    this.clear();
    this.#itemId = newId("item");
    return turn;
  }
}
