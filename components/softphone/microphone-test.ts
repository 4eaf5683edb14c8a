import { audioChoice } from "@/components/softphone/audio-choice";
import {
  checkBrowser,
  microphoneConstraints,
  microphoneProblem,
} from "@/components/softphone/microphone";
import type { ProblemCode } from "@/components/softphone/state";
import { chosenVolume } from "@/components/softphone/volume";

const listenMs = 3_000;
/** Quieter than any room: a muted microphone. */
const silence = 0.003;

/**
 * Listens to the chosen microphone for three seconds and reports its level, 0 to 1, as it changes.
 * Gives whether anything was heard, or why the microphone cannot be used.
 */
export async function listenToMicrophone(
  onLevel: (level: number) => void,
): Promise<boolean | ProblemCode> {
  const problem = checkBrowser();
  if (problem) return problem;
  const opened = await navigator.mediaDevices
    .getUserMedia(microphoneConstraints())
    .catch(microphoneProblem);
  if (typeof opened === "string") return opened;
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(opened).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let loudest = 0;
  await everyFrame(listenMs, () => {
    analyser.getFloatTimeDomainData(samples);
    const level = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    loudest = Math.max(loudest, level);
    onLevel(level);
  });
  for (const track of opened.getTracks()) track.stop();
  await context.close();
  return loudest > silence;
}

function everyFrame(forMs: number, draw: () => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const until = performance.now() + forMs;
  const frame = () => {
    draw();
    if (performance.now() < until) requestAnimationFrame(frame);
    else resolve();
  };
  requestAnimationFrame(frame);
  return promise;
}

/** Two short tones on the chosen speaker, as loud as the other side is to be. */
export async function playTestSound(): Promise<void> {
  const sound = new Audio("/sounds/phone/over.wav");
  sound.volume = chosenVolume();
  const { speaker } = audioChoice();
  if (speaker && "setSinkId" in sound) await sound.setSinkId(speaker).catch(() => undefined);
  await sound.play().catch(() => undefined);
}
