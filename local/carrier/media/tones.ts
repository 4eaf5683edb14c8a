import { type Babble, SAMPLE_RATE } from "@/local/carrier/audio/voice";
import { SILENCE, toG711 } from "@/local/carrier/media/g711";

/** How long one packet sounds. */
export const FRAME_MS = 20;
const FRAME_SAMPLES = (SAMPLE_RATE * FRAME_MS) / 1000;
const LOUDNESS = 0.3;
/** What a person at a handset sounds like where they are played as a tone. */
const TONE_HERTZ = [440];
/** North America's ringing tone: two seconds of these, then four of nothing. */
const RINGING_HERTZ = [440, 480];
const RINGING_FRAMES = 2000 / FRAME_MS;
const RINGING_PERIOD_FRAMES = 6000 / FRAME_MS;

const silence = new Uint8Array(FRAME_SAMPLES).fill(SILENCE);

/** The frame with this number of each sound that the carrier makes itself. */
export const sounds = {
  silence: () => silence,
  tone: (frame: number) => sine(TONE_HERTZ, frame),
  ringing: (frame: number) =>
    frame % RINGING_PERIOD_FRAMES < RINGING_FRAMES ? sine(RINGING_HERTZ, frame) : silence,
  voice(frame: number, babble: Babble) {
    const from = frame * FRAME_SAMPLES;
    const other = babble.samples(1, from, FRAME_SAMPLES);
    const both = babble.samples(0, from, FRAME_SAMPLES).map((s, at) => s + (other[at] ?? 0));
    return toG711(both);
  },
};

function sine(hertz: number[], frame: number): Uint8Array {
  const samples = new Float32Array(FRAME_SAMPLES);
  for (let at = 0; at < FRAME_SAMPLES; at++) {
    const turns = (frame * FRAME_SAMPLES + at) / SAMPLE_RATE;
    const sum = hertz.reduce((sum, one) => sum + Math.sin(2 * Math.PI * one * turns), 0);
    samples[at] = (sum / hertz.length) * LOUDNESS;
  }
  return toG711(samples);
}
