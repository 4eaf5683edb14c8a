import type { Call, Device } from "@twilio/voice-sdk";
import { phoneNow } from "@/components/softphone/browser-phone";
import { applySpeaker } from "@/components/softphone/calls";
import { deviceOptions } from "@/components/softphone/device-options";
import { loadSdk } from "@/components/softphone/load-sdk";
import { checkBrowser, microphoneConstraints } from "@/components/softphone/microphone";
import { problemOf } from "@/components/softphone/problem";
import type { ProblemCode } from "@/components/softphone/state";
import type { Sample } from "@/components/softphone/stretches";
import { fetchToken } from "@/components/softphone/token";
import { keepVolume } from "@/components/softphone/volume";

const seconds = 8;
const reachTimeoutMs = 10_000;
/** Without any sound, the SDK measures nothing. */
const soundTimeoutMs = 15_000;

/** `said` and `heard` are the loudest there was, 0 to 1. */
export type Tested = { samples: Sample[]; said: number; heard: number };

/**
 * Calls our own echo by a phone of its own, with the chosen microphone and speaker, for some
 * seconds: whoever tests hears themselves. `Device.runPreflight` would take the default microphone
 * and load sounds from Twilio's site, which our pages' policy refuses.
 */
export async function runTestCall(onLevel: (level: number) => void): Promise<Tested | ProblemCode> {
  const { talk, incoming } = phoneNow();
  if (talk || incoming.length > 0) return "on_a_call";
  const problem = checkBrowser();
  if (problem) return problem;
  const token = await fetchToken();
  if (token.kind === "problem") return token.problem;
  const sdk = await loadSdk(token).catch(() => null);
  if (!sdk) return "server_unreachable";
  if (!sdk.Device.isSupported) return "unsupported_browser";
  const device = new sdk.Device(token.token, deviceOptions({ isLocal: !!token.signalling }));
  try {
    return await listen(device, onLevel);
  } finally {
    device.destroy();
  }
}

function listen(device: Device, onLevel: (level: number) => void): Promise<Tested | ProblemCode> {
  const { promise, resolve } = Promise.withResolvers<Tested | ProblemCode>();
  const tested: Tested = { samples: [], said: 0, heard: 0 };
  const failed = ({ code }: { code: number }) => {
    const problem = problemOf(code);
    if (problem) resolve(problem);
  };
  device.on("error", failed);
  let made: Call | undefined;
  const volume = keepVolume();
  // A call that has its SID was answered: only its sound does not come through.
  const late = setTimeout(
    () => resolve(made?.parameters.CallSid ? "no_sound_path" : "twilio_unreachable"),
    reachTimeoutMs,
  );
  let silent: ReturnType<typeof setTimeout> | undefined;

  async function call() {
    made = await device.connect({
      params: { test: "echo" },
      rtcConstraints: microphoneConstraints(),
    });
    made.on("error", failed);
    made.on("audio", volume.add);
    made.on("accept", () => {
      clearTimeout(late);
      silent = setTimeout(() => resolve(tested), soundTimeoutMs);
      void applySpeaker(device);
    });
    made.on("volume", (said, heard) => {
      tested.said = Math.max(tested.said, said);
      tested.heard = Math.max(tested.heard, heard);
      onLevel(said);
    });
    made.on("sample", (sample) => {
      if (tested.samples.push(sample) >= seconds) resolve(tested);
    });
    made.on("disconnect", () => resolve(tested.samples.length > 0 ? tested : "call_failed"));
  }

  call().catch(failed);
  return promise.finally(() => {
    clearTimeout(late);
    clearTimeout(silent);
    volume.stop();
  });
}
