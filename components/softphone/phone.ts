import { ringInOneTab } from "@/components/call-bar/ring-tone";
import { roomLine } from "@/components/rooms/room-line";
import { chooseAudio } from "@/components/softphone/audio-choice";
import type { Command } from "@/components/softphone/command";
import { roomsHere, waysHere } from "@/components/softphone/enabled";
import type { Line, Result } from "@/components/softphone/line";
import { notePageHide } from "@/components/softphone/measure";
import { keepPresence } from "@/components/softphone/presence";
import {
  nextState,
  offline,
  type PhoneEvent,
  type ProblemCode,
} from "@/components/softphone/state";
import { twilioLine } from "@/components/softphone/twilio-line";

export type Phone = { run(command: Command): Promise<Result>; close(): void };

/** The browser's one phone: its lines, its presence at the server, and the ringing. */
export function openPhone(report: (event: PhoneEvent) => void): Phone {
  const presence = keepPresence();
  let state = offline;
  let stopRinging: (() => void) | undefined;
  const twilio = twilioLine({ report: note, onLine: noteLine });
  const rooms = roomLine(note);
  const lines: Line[] = [twilio, rooms];
  const lineOf = (callId: string) => lines.find((line) => line.has(callId));

  function note(event: PhoneEvent) {
    state = nextState(state, event);
    report(event);
    // Rings only while a call waits to be answered and none is talked on.
    if (state.incoming.length > 0 && !state.talk) stopRinging ??= ringInOneTab();
    else {
      stopRinging?.();
      stopRinging = undefined;
    }
  }

  function failed(problem: ProblemCode): ProblemCode {
    note({ kind: "failed", problem });
    return problem;
  }

  /** Twilio has the device, or has lost it; rooms ring without it. */
  async function noteLine(isThere: boolean) {
    if (waysHere().inRooms) return;
    if (!isThere) {
      presence.pause();
      return note({ kind: "line_lost" });
    }
    await presence.start();
    // Online is shown when the server rings this browser too.
    if (twilio.isRegistered()) note({ kind: "registered" });
  }

  async function goOnline(): Promise<Result> {
    note({ kind: "going_online" });
    const { inRooms, byTwilio } = waysHere();
    if (inRooms) {
      await presence.start();
      note({ kind: "registered" });
      if (!byTwilio) return null;
    }
    const problem = await twilio.goOnline();
    if (!problem) return null;
    if (!inRooms && !twilio.isOpen()) goOffline();
    return failed(problem);
  }

  function goOffline() {
    presence.end();
    for (const line of lines) line.close();
    note({ kind: "went_offline" });
  }

  async function place(callId: string): Promise<Result> {
    if (state.incoming.length > 0) return "call_waiting";
    const problem = await twilio.place(callId);
    if (!problem) return null;
    if (problem === "twilio_unreachable") {
      // The SDK would refuse every later call as "already active".
      goOffline();
      void goOnline();
      return problem;
    }
    return failed(problem);
  }

  /** The browser has one call at a time: another one that is talked on ends. */
  function endOther(callId: string, line: Line) {
    const other = state.talk?.callId;
    if (other && other !== callId && lineOf(other) !== line) lineOf(other)?.hangUp(other);
  }

  async function answer(callId: string): Promise<Result> {
    const line = lineOf(callId);
    if (!line) return "call_failed";
    endOther(callId, line);
    return line.answer(callId);
  }

  async function join(callId: string, as: "join" | "listen"): Promise<Result> {
    endOther(callId, rooms);
    return rooms.join(callId, as);
  }

  async function choose(choice: { microphone?: string; speaker?: string }): Promise<Result> {
    chooseAudio(choice);
    const problems = await Promise.all(lines.map((line) => line.choose(choice)));
    const problem = problems.find((each) => each !== null);
    return problem ? failed(problem) : null;
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
        lineOf(command.callId)?.decline(command.callId);
        return null;
      case "hang_up":
        lineOf(command.callId)?.hangUp(command.callId);
        return null;
      case "mute":
        lineOf(command.callId)?.mute(command.callId, command.isMuted);
        return null;
      case "press":
        lineOf(command.callId)?.press(command.callId, command.keys);
        return null;
      case "rung":
        if (state.line !== "offline" && roomsHere()) rooms.ring(command.calls);
        return null;
      case "join":
        return join(command.callId, command.as);
      case "speaker":
        rooms.speakerOff(command.callId, command.isOff);
        return null;
      case "hear":
        rooms.hear(command.callId);
        return null;
      case "choose":
        return choose(command.choice);
      case "problem_seen":
        note({ kind: "problem_seen" });
        return null;
    }
  }

  const leave = () => {
    notePageHide();
    presence.leave();
  };
  document.addEventListener("visibilitychange", twilio.wake);
  window.addEventListener("online", twilio.wake);
  window.addEventListener("pagehide", leave);
  return {
    run,
    close() {
      document.removeEventListener("visibilitychange", twilio.wake);
      window.removeEventListener("online", twilio.wake);
      window.removeEventListener("pagehide", leave);
      goOffline();
    },
  };
}
