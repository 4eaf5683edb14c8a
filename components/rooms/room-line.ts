import { askToken, declineInRoom, type Way } from "@/components/rooms/ask-room";
import { loadLiveKit } from "@/components/rooms/load-livekit";
import { type RoomCall, roomCall } from "@/components/rooms/room-call";
import { refusalOf } from "@/components/rooms/room-refusal";
import { audioChoice } from "@/components/softphone/audio-choice";
import type { Rung } from "@/components/softphone/command";
import type { Line, Result } from "@/components/softphone/line";
import { microphoneProblem } from "@/components/softphone/microphone";
import type { PhoneEvent } from "@/components/softphone/state";

/** Calls in rooms of LiveKit: the server says which ring, and gives a token for one at a time. */
export function roomLine(report: (event: PhoneEvent) => void) {
  let rung: readonly Rung[] = [];
  let call: RoomCall | undefined;
  /** The one that is being entered, before there is a room. */
  let entering: string | undefined;

  const isRung = (callId: string) => rung.some((each) => each.callId === callId);
  const isIn = (callId: string) => entering === callId || call?.callId === callId;

  /** What rings this person now. */
  function ring(calls: readonly Rung[]) {
    const before = rung;
    rung = calls;
    for (const { callId } of before) {
      if (!isRung(callId) && !isIn(callId)) report({ kind: "ended", callId });
    }
    for (const { callId } of calls) if (!isIn(callId)) report({ kind: "incoming", callId });
  }

  async function enter(callId: string, as: Way): Promise<Result> {
    if (isIn(callId)) return null;
    call?.leave();
    entering = callId;
    report({ kind: "answering", callId });
    const problem = await tryEnter(callId, as);
    if (entering === callId) entering = undefined;
    if (!problem) return null;
    report({ kind: "ended", callId });
    // Its claim was given back, or never made: it rings on.
    if (problem !== "taken" && isRung(callId)) report({ kind: "incoming", callId });
    return problem;
  }

  async function tryEnter(callId: string, as: Way): Promise<Result> {
    const sdk = await loadLiveKit().catch(() => null);
    if (!sdk) return failed("server_unreachable");
    // Before the call is claimed: without a microphone it is left to others.
    const microphone =
      as === "listen"
        ? null
        : await sdk.createLocalAudioTrack(captureOptions()).catch(microphoneProblem);
    if (typeof microphone === "string") return failed(microphone);
    const asked = await askToken(callId, as);
    if (asked.kind === "refused" || entering !== callId) {
      microphone?.stop();
      if (asked.kind !== "refused") return "call_failed";
      const { problem, words } = refusalOf(asked);
      report({ kind: "failed", problem, ...(words && { words }) });
      return problem;
    }
    const made = roomCall(sdk, { callId, as, microphone }, report, (problem) => {
      if (call === made) call = undefined;
      if (problem === "not_in_time" && isRung(callId)) report({ kind: "incoming", callId });
    });
    call = made;
    const problem = await made.enter(asked.given);
    return problem && failed(problem);
  }

  function failed(problem: NonNullable<Result>): Result {
    report({ kind: "failed", problem });
    return problem;
  }

  function leave(callId: string) {
    if (entering === callId) entering = undefined;
    if (call?.callId === callId) call.leave();
  }

  return {
    ring,
    join: enter,
    has: (callId) => isIn(callId) || isRung(callId),
    answer: (callId) => enter(callId, rung.find((each) => each.callId === callId)?.as ?? "answer"),
    decline(callId) {
      rung = rung.filter((each) => each.callId !== callId);
      report({ kind: "ended", callId });
      void declineInRoom(callId);
    },
    hangUp: leave,
    mute: (callId, isMuted) => void (isIn(callId) && call?.mute(isMuted)),
    press(callId, keys) {
      if (call?.callId !== callId) return;
      call.press(keys).catch(() => report({ kind: "failed", problem: "keys_not_sent" }));
    },
    speakerOff: (callId: string, isOff: boolean) => void (isIn(callId) && call?.speakerOff(isOff)),
    hear: (callId: string) => void (isIn(callId) && call?.hear()),
    choose: async (changed) => (await call?.choose(changed)) ?? null,
    close() {
      entering = undefined;
      call?.leave();
      rung = [];
    },
  } satisfies Line & Record<string, unknown>;
}

/** The microphone that was chosen, where it is connected; else the default one. */
function captureOptions() {
  const { microphone } = audioChoice();
  return microphone ? { deviceId: { ideal: microphone } } : {};
}
