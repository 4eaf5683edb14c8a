import type { Device } from "@twilio/voice-sdk";
import { audioChoice } from "@/components/softphone/audio-choice";

/**
 * How loud the other side is, as it was chosen. The SDK plays it in an element of its own, so what
 * is quieter goes through a processor of remote sound; at full volume nothing is in between.
 * https://www.twilio.com/docs/voice/sdks/javascript/twiliovoiceaudioprocessor
 */
export function volumeOf({ audio }: Device) {
  let isThere = false;
  let playing: { context: AudioContext; gain: GainNode; out: MediaStream } | undefined;
  const chosen = () => audioChoice().volume ?? 1;

  const processor = {
    async createProcessedStream(stream: MediaStream): Promise<MediaStream> {
      const context = new AudioContext();
      const gain = context.createGain();
      gain.gain.value = chosen();
      const end = context.createMediaStreamDestination();
      context.createMediaStreamSource(stream).connect(gain).connect(end);
      playing = { context, gain, out: end.stream };
      return end.stream;
    },
    async destroyProcessedStream(stream: MediaStream): Promise<void> {
      if (playing?.out !== stream) return;
      await playing.context.close();
      playing = undefined;
    },
  };

  return {
    async apply(): Promise<void> {
      if (playing) playing.gain.gain.value = chosen();
      const isWanted = chosen() < 1;
      if (!audio || isWanted === isThere) return;
      isThere = isWanted;
      const changed = isWanted
        ? audio.addProcessor(processor, true)
        : audio.removeProcessor(processor, true);
      await changed.catch(() => {
        isThere = !isWanted;
      });
    },
  };
}
export type Volume = ReturnType<typeof volumeOf>;
