import { audioChoice } from "@/components/softphone/audio-choice";

/** How loud things are at the moment, 0 to 1. */
export type Levels = {
  /** Of each track that comes in. */
  levels: number[];
  /** Of what is really played, and of the microphone. */
  played: number;
  spoken: number;
};

type On = {
  levels(levels: Levels): void;
  /** µ-law of the microphone, 20 ms each. */
  spoken?(sound: ArrayBuffer): void;
};

export type LineSound = {
  /** µ-law of a moment: each track's, one after the other. */
  play(sound: ArrayBuffer): void;
  close(): void;
};

/** Above it telephones carry nothing. */
const lineHz = 3_600;

/**
 * Plays telephone sound in this page, and takes a microphone's. To be called in a click: browsers
 * play nothing else.
 */
export async function openLineSound(
  { tracks, microphone }: { tracks: number; microphone?: MediaStream },
  on: On,
): Promise<LineSound> {
  const context = new AudioContext({ latencyHint: "interactive" });
  const lowPass = () => new BiquadFilterNode(context, { type: "lowpass", frequency: lineHz });
  try {
    await context.audioWorklet.addModule("/workers/line-sound.js");
    const { speaker } = audioChoice();
    if (speaker && "setSinkId" in context && typeof context.setSinkId === "function") {
      await context.setSinkId(speaker).catch(() => undefined);
    }
    await context.resume();
  } catch (error) {
    await context.close();
    throw error;
  }
  const node = new AudioWorkletNode(context, "line-sound", {
    ...{ numberOfInputs: 1, numberOfOutputs: 1, outputChannelCount: [1] },
    processorOptions: { tracks },
  });
  node.connect(lowPass()).connect(context.destination);
  if (microphone) {
    new MediaStreamAudioSourceNode(context, { mediaStream: microphone })
      .connect(lowPass())
      .connect(node);
  }
  node.port.onmessage = ({ data }: MessageEvent<Levels | { sound: ArrayBuffer }>) => {
    if ("sound" in data) on.spoken?.(data.sound);
    else on.levels(data);
  };
  return {
    play: (sound) => node.port.postMessage(sound, [sound]),
    close: () => {
      for (const track of microphone?.getTracks() ?? []) track.stop();
      node.disconnect();
      context.close().catch(() => undefined);
    },
  };
}
