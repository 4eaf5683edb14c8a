import type { Call, Device } from "@twilio/voice-sdk";
import { ringInOneTab } from "@/components/call-bar/ring-tone";
import { audioChoice, chooseAudio } from "@/components/softphone/audio-choice";
import { applySpeaker, callIdOf, followCall } from "@/components/softphone/calls";
import type { Command } from "@/components/softphone/command";
import { deviceOptions } from "@/components/softphone/device-options";
import { keepRegistered } from "@/components/softphone/keep-registered";
import { loadSdk } from "@/components/softphone/load-sdk";
import { notePageHide } from "@/components/softphone/measure";
import { microphoneConstraints } from "@/components/softphone/microphone";
import { keepPresence } from "@/components/softphone/presence";
import { problemOf } from "@/components/softphone/problem";
import type { PhoneEvent, ProblemCode } from "@/components/softphone/state";
import { fetchToken, type Token } from "@/components/softphone/token";
import { within } from "@/components/softphone/within";

const answerTimeoutMs = 5_000;
const refreshAgainMs = 10_000;
/** On waking up, a token that is good for less than this is replaced. */
const goodForMs = 10 * 60_000;

type Result = ProblemCode | null;
export type Phone = { run(command: Command): Promise<Result>; close(): void };

/** The browser's one phone: holds the SDK's device and says in events what happens to it. */
export function openPhone(report: (event: PhoneEvent) => void): Phone {
  const presence = keepPresence();
  const calls = new Map<string, Call>();
  let device: Device | undefined;
  let making: Promise<Device | ProblemCode> | undefined;
  let token: Token | undefined;
  let triedAt = 0;
  let again: ReturnType<typeof setTimeout> | undefined;
  let stopKeeping: (() => void) | undefined;
  let stopRinging: (() => void) | undefined;
  let onRefused: (() => void) | undefined;

  function failed(problem: ProblemCode): ProblemCode {
    report({ kind: "failed", problem });
    return problem;
  }

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
    made.on("registered", async () => {
      stopKeeping ??= keepRegistered(made);
      await presence.start();
      // Online is shown when the server rings this browser too.
      if (made.state === "registered") report({ kind: "registered" });
    });
    made.on("unregistered", () => {
      presence.pause();
      report({ kind: "line_lost" });
    });
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
      calls.set(callId, call);
      report({ kind: "incoming", callId });
      if (!made.isBusy) stopRinging ??= ringInOneTab();
      followCall({ call, callId, device: made }, report, () => forget(callId, call));
    });
    made.audio?.on("deviceChange", (lost: unknown[]) => {
      if (lost.length > 0 && made.isBusy) failed("device_lost");
    });
  }

  function forget(callId: string, call: Call) {
    if (calls.get(callId) === call) calls.delete(callId);
    hush();
  }

  /** Rings only while a call waits to be answered and none is talked on. */
  function hush() {
    const rings = [...calls.values()].some((call) => call.status() === "pending");
    if (rings && !device?.isBusy) return;
    stopRinging?.();
    stopRinging = undefined;
  }

  async function goOnline(): Promise<Result> {
    report({ kind: "going_online" });
    const made = await ready();
    if (typeof made === "string") {
      failed(made);
      if (!device) report({ kind: "went_offline" });
      return made;
    }
    if (made.state !== "unregistered") return null;
    // With a token that Twilio refuses, registering never settles.
    const refused = new Promise<"refused">((resolve) => {
      onRefused = () => resolve("refused");
    });
    const registered = made.register().then(() => "registered" as const);
    const answer = await within(answerTimeoutMs, Promise.race([registered, refused]));
    if (answer === "registered") return null;
    if (!answer) return failed("twilio_unreachable");
    goOffline();
    return "token_refused";
  }

  function goOffline() {
    clearTimeout(again);
    presence.leave();
    stopKeeping?.();
    stopKeeping = undefined;
    device?.destroy();
    device = undefined;
    calls.clear();
    hush();
    report({ kind: "went_offline" });
  }

  async function place(callId: string): Promise<Result> {
    if ([...calls.values()].some((call) => call.status() === "pending")) return "call_waiting";
    const made = await ready();
    if (typeof made === "string") return failed(made);
    report({ kind: "placing", callId });
    const connecting = made.connect({
      params: { call: callId },
      rtcConstraints: microphoneConstraints(),
    });
    const call = await within(answerTimeoutMs, connecting);
    if (!call) {
      // It would refuse every later call as "already active".
      report({ kind: "ended", callId });
      goOffline();
      failed("twilio_unreachable");
      void goOnline();
      return "twilio_unreachable";
    }
    calls.set(callId, call);
    followCall({ call, callId, device: made }, report, () => forget(callId, call));
    return null;
  }

  function answer(callId: string): Result {
    const call = calls.get(callId);
    if (!call) return "call_failed";
    report({ kind: "answering", callId });
    call.accept({ rtcConstraints: microphoneConstraints() });
    hush();
    return null;
  }

  async function chooseDevice(choice: { microphone?: string; speaker?: string }): Promise<Result> {
    chooseAudio(choice);
    if (!device?.isBusy) return null;
    await applySpeaker(device);
    const { microphone } = audioChoice();
    const wanted = choice.microphone === undefined ? undefined : microphone || "default";
    if (wanted === undefined) return null;
    return await (device.audio?.setInputDevice(wanted) ?? Promise.resolve()).then(
      () => null,
      () => failed("microphone_busy"),
    );
  }

  async function run(command: Command): Promise<Result> {
    switch (command.kind) {
      case "go_online":
        return goOnline();
      case "go_offline":
        goOffline();
        return null;
      case "place":
        return place(command.callId);
      case "answer":
        return answer(command.callId);
      case "decline":
        calls.get(command.callId)?.reject();
        return null;
      case "hang_up":
        calls.get(command.callId)?.disconnect();
        return null;
      case "mute":
        calls.get(command.callId)?.mute(command.isMuted);
        return null;
      case "press":
        calls.get(command.callId)?.sendDigits(command.keys);
        return null;
      case "choose":
        return chooseDevice(command.choice);
      case "problem_seen":
        report({ kind: "problem_seen" });
        return null;
    }
  }

  function wake() {
    if (!device || document.visibilityState === "hidden") return;
    const isOld = (token?.expiresAt ?? 0) - Date.now() < goodForMs;
    if (isOld || device.state !== "registered") void refreshUntilDone();
  }
  const leave = () => {
    notePageHide();
    presence.leave();
  };
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("online", wake);
  window.addEventListener("pagehide", leave);
  return {
    run,
    close() {
      document.removeEventListener("visibilitychange", wake);
      window.removeEventListener("online", wake);
      window.removeEventListener("pagehide", leave);
      goOffline();
    },
  };
}
