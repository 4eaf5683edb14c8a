import { type AudioChoice, audioChoice } from "@/components/softphone/audio-choice";
import type { ProblemCode } from "@/components/softphone/state";

/** Whether this page can make calls at all. */
export function checkBrowser(): ProblemCode | undefined {
  if (!window.isSecureContext) return "insecure_page";
  const isAble =
    "RTCPeerConnection" in window && "mediaDevices" in navigator && "locks" in navigator;
  return isAble ? undefined : "unsupported_browser";
}

/** The microphone that was chosen, where it is connected; else the default one. */
export function microphoneConstraints({ microphone }: AudioChoice = audioChoice()) {
  return { audio: microphone ? { deviceId: { ideal: microphone } } : true };
}

/** Asks for the microphone; who has allowed it once is not asked again. */
export async function askForMicrophone(): Promise<ProblemCode | undefined> {
  const problem = checkBrowser();
  if (problem) return problem;
  try {
    const stream = await navigator.mediaDevices.getUserMedia(microphoneConstraints());
    for (const track of stream.getTracks()) track.stop();
    return;
  } catch (error) {
    return microphoneProblem(error);
  }
}

/** https://developer.mozilla.org/docs/Web/API/MediaDevices/getUserMedia#exceptions */
export function microphoneProblem(error: unknown): ProblemCode {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "microphone_denied";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "microphone_missing";
  return "microphone_busy";
}

/** Whether it was allowed before, so that no question comes without a click. */
export async function isMicrophoneAllowed(): Promise<boolean> {
  if (checkBrowser()) return false;
  try {
    const { state } = await navigator.permissions.query({ name: "microphone" });
    return state === "granted";
  } catch {
    return false;
  }
}
