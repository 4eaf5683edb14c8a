import type { Call, Device } from "@twilio/voice-sdk";
import { audioChoice } from "@/components/softphone/audio-choice";
import { applySpeaker, callIdOf, followCall } from "@/components/softphone/calls";
import { deviceOptions } from "@/components/softphone/device-options";
import { keepRegistered } from "@/components/softphone/keep-registered";
import type { Line, Result } from "@/components/softphone/line";
import { loadSdk } from "@/components/softphone/load-sdk";
import { microphoneConstraints } from "@/components/softphone/microphone";
import { problemOf } from "@/components/softphone/problem";
import type { PhoneEvent, ProblemCode } from "@/components/softphone/state";
import { fetchToken, type Token } from "@/components/softphone/token";
import { within } from "@/components/softphone/within";

const answerTimeoutMs = 5_000;
const refreshAgainMs = 10_000;
/** On waking up, a token that is good for less than this is replaced. */
const goodForMs = 10 * 60_000;

/** The device of Twilio's Voice SDK: says in events what happens to it and its calls. */
export function twilioLine({
  report,
  onLine,
}: {
  report: (event: PhoneEvent) => void;
  /** Twilio has the device, or has it no more. */
  onLine: (isThere: boolean) => void;
}) {
  const calls = new Map<string, Call>();
  let device: Device | undefined;
  let making: Promise<Device | ProblemCode> | undefined;
  let token: Token | undefined;
  let triedAt = 0;
  let again: ReturnType<typeof setTimeout> | undefined;
  let stopKeeping: (() => void) | undefined;
  let onRefused: (() => void) | undefined;

  const failed = (problem: ProblemCode) => report({ kind: "failed", problem });

  /** A fresh token, in the device too where there is one. */
  async function refresh(): Promise<Result> {
    clearTimeout(again);
    triedAt = Date.now();
    const answer = await fetchToken();
    if (answer.kind === "problem") return answer.problem;
    token = answer;
    if (device && device.state !== "destroyed") device.updateToken(answer.token);
    return null;
  }

  async function refreshUntilDone() {
    const problem = await refresh();
    if (!problem || !device) return;
    if (problem !== "server_unreachable") return void failed(problem);
    again = setTimeout(() => void refreshUntilDone(), refreshAgainMs);
  }

  function ready(): Promise<Device | ProblemCode> {
    making ??= make().finally(() => {
      making = undefined;
    });
    return making;
  }

  /** The device with a fresh token. */
  async function make(): Promise<Device | ProblemCode> {
    const problem = await refresh();
    if (problem || !token) return problem ?? "server_unreachable";
    if (device) return device;
    const sdk = await loadSdk(token).catch(() => null);
    if (!sdk) return "server_unreachable";
    if (!sdk.Device.isSupported) return "unsupported_browser";
    const made = new sdk.Device(token.token, deviceOptions({ isLocal: !!token.signalling }));
    device = made;
    follow(made);
    return made;
  }

  function follow(made: Device) {
    // The ringing is ours.
    made.audio?.incoming(false);
    made.on("registered", () => {
      stopKeeping ??= keepRegistered(made);
      onLine(true);
    });
    made.on("unregistered", () => onLine(false));
    made.on("tokenWillExpire", () => void refreshUntilDone());
    made.on("error", ({ code }) => {
      if (problemOf(code) !== "token_refused") return;
      // One that has run out is replaced; a fresh one that is refused is not.
      if (Date.now() - triedAt > refreshAgainMs) return void refreshUntilDone();
      for (const call of calls.values()) if (call.status() === "connecting") call.disconnect();
      failed("token_refused");
      onRefused?.();
    });
    made.on("incoming", (call) => {
      const callId = callIdOf(call);
      take(callId, call, made);
      report({ kind: "incoming", callId });
    });
    made.audio?.on("deviceChange", (lost: unknown[]) => {
      if (lost.length > 0 && made.isBusy) failed("device_lost");
    });
  }

  function take(callId: string, call: Call, made: Device) {
    calls.set(callId, call);
    followCall({ call, callId, device: made }, report, () => {
      if (calls.get(callId) === call) calls.delete(callId);
    });
  }

  async function goOnline(): Promise<Result> {
    const made = await ready();
    if (typeof made === "string") return made;
    if (made.state !== "unregistered") return null;
    // With a token that Twilio refuses, registering never settles.
    const refused = new Promise<"refused">((resolve) => {
      onRefused = () => resolve("refused");
    });
    const registered = made.register().then(() => "registered" as const);
    const answer = await within(answerTimeoutMs, Promise.race([registered, refused]));
    if (answer === "registered") return null;
    if (!answer) return "twilio_unreachable";
    close();
    return "token_refused";
  }

  async function place(callId: string): Promise<Result> {
    const made = await ready();
    if (typeof made === "string") return made;
    report({ kind: "placing", callId });
    const connecting = made.connect({
      params: { call: callId },
      rtcConstraints: microphoneConstraints(),
    });
    const call = await within(answerTimeoutMs, connecting);
    if (call) take(callId, call, made);
    else report({ kind: "ended", callId });
    return call ? null : "twilio_unreachable";
  }

  async function choose(changed: { microphone?: string }): Promise<Result> {
    if (!device?.isBusy) return null;
    await applySpeaker(device);
    if (changed.microphone === undefined) return null;
    const wanted = audioChoice().microphone || "default";
    return await (device.audio?.setInputDevice(wanted) ?? Promise.resolve()).then(
      () => null,
      () => "microphone_busy",
    );
  }

  function close() {
    clearTimeout(again);
    stopKeeping?.();
    stopKeeping = undefined;
    device?.destroy();
    device = undefined;
    calls.clear();
  }

  return {
    goOnline,
    place,
    close,
    choose,
    isOpen: () => device !== undefined,
    isRegistered: () => device?.state === "registered",
    has: (callId) => calls.has(callId),
    async answer(callId) {
      report({ kind: "answering", callId });
      calls.get(callId)?.accept({ rtcConstraints: microphoneConstraints() });
      return null;
    },
    decline: (callId) => calls.get(callId)?.reject(),
    hangUp: (callId) => calls.get(callId)?.disconnect(),
    mute: (callId, isMuted) => calls.get(callId)?.mute(isMuted),
    press: (callId, keys) => calls.get(callId)?.sendDigits(keys),
    wake() {
      if (!device || document.visibilityState === "hidden") return;
      const isOld = (token?.expiresAt ?? 0) - Date.now() < goodForMs;
      if (isOld || device.state !== "registered") void refreshUntilDone();
    },
  } satisfies Line & Record<string, unknown>;
}
