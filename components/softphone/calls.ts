import type { Call, Device } from "@twilio/voice-sdk";
import { askApi } from "@/components/calls/ask-api";
import { audioChoice } from "@/components/softphone/audio-choice";
import { noteLevels } from "@/components/softphone/levels";
import { measure } from "@/components/softphone/measure";
import { problemOf } from "@/components/softphone/problem";
import { ringBack } from "@/components/softphone/ring-back";
import type { PhoneEvent } from "@/components/softphone/state";
import { keepVolume } from "@/components/softphone/volume";

/** Twilio rings the other side once our webhook has answered, which may take seconds. */
const reachTimeoutMs = 15_000;

/** Our id of a call that Twilio rings this browser with. */
export function callIdOf(call: Call): string {
  return call.customParameters.get("call") ?? call.parameters.CallSid ?? "";
}

/**
 * Reports what happens to a call of the SDK until it is over. A call that was placed and never
 * reached Twilio is ended on the server too.
 */
export function followCall(
  { call, callId, device }: { call: Call; callId: string; device: Device },
  report: (event: PhoneEvent) => void,
  onOver: () => void,
): void {
  // What came of a call that reached Twilio is said by the call itself.
  let wasReached = call.direction !== "OUTGOING";
  let isOver = false;
  let stopRingBack: (() => void) | undefined;
  const quality = measure(call);
  const volume = keepVolume();
  const late = setTimeout(() => {
    if (wasReached) return;
    // With its SID it has reached Twilio: only its sound does not come through.
    const problem = call.parameters.CallSid ? "no_sound_path" : "twilio_unreachable";
    report({ kind: "failed", problem });
    call.disconnect();
  }, reachTimeoutMs);
  const over = () => {
    if (isOver) return;
    isOver = true;
    clearTimeout(late);
    stopRingBack?.();
    quality.end();
    volume.stop();
    if (!wasReached) void askApi(`/api/calls/${callId}/hangup`);
    noteLevels(0, 0);
    report({ kind: "ended", callId });
    void releaseMicrophone(device);
    onOver();
  };

  call.on("ringing", (hasEarlyMedia) => {
    wasReached = true;
    report({ kind: "ringing", callId });
    if (!hasEarlyMedia) stopRingBack ??= ringBack();
  });
  call.on("accept", () => {
    wasReached = true;
    stopRingBack?.();
    report({ kind: "talking", callId });
    void applySpeaker(device);
    followMicrophone(call, device, report);
  });
  for (const name of ["cancel", "reject", "disconnect"] as const) call.once(name, over);
  // A call that rings is lost with the socket; one that is talked on comes back.
  call.on("transportClose", () => {
    if (call.status() === "pending" || call.status() === "closed") over();
  });
  call.on("audio", volume.add);
  call.on("mute", (isMuted) => report({ kind: "muted", callId, isMuted }));
  call.on("reconnecting", () => report({ kind: "reconnecting", callId }));
  call.on("reconnected", () => report({ kind: "reconnected", callId }));
  call.on("warning", (name) => report({ kind: "warning", callId, name }));
  call.on("warning-cleared", (name) => report({ kind: "warning_cleared", callId, name }));
  call.on("volume", noteLevels);
  call.on("error", ({ code }) => {
    const problem = problemOf(code);
    if (problem && (problem !== "call_failed" || !wasReached)) report({ kind: "failed", problem });
  });
}

/** A microphone that is pulled out: its sound ends by itself. The default one takes its place. */
function followMicrophone(
  call: Call,
  { audio }: Device,
  report: (event: PhoneEvent) => void,
): void {
  for (const track of call.getLocalStream()?.getAudioTracks() ?? []) {
    track.addEventListener("ended", () => {
      report({ kind: "failed", problem: "device_lost" });
      audio
        ?.setInputDevice("default")
        .catch(() => report({ kind: "failed", problem: "microphone_missing" }));
    });
  }
}

/** A device that was chosen and is not there any more is left out: the default one is used. */
export async function applySpeaker({ audio }: Device): Promise<void> {
  const { speaker } = audioChoice();
  if (!audio?.isOutputSelectionSupported) return;
  const id = speaker && audio.availableOutputDevices.has(speaker) ? speaker : "default";
  await audio.speakerDevices.set(id).catch(() => undefined);
}

/** The SDK keeps a microphone open that was changed during a call. */
async function releaseMicrophone({ audio, isBusy }: Device): Promise<void> {
  if (!isBusy && audio?.inputDevice) await audio.unsetInputDevice().catch(() => undefined);
}
