import type { LocalAudioTrack, Participant, RemoteParticipant } from "livekit-client";
import type { Entry, Way } from "@/components/rooms/ask-room";
import type { LiveKit } from "@/components/rooms/load-livekit";
import { measureRoom } from "@/components/rooms/measure-room";
import { endOf } from "@/components/rooms/room-end";
import type { InRoom, RoomState } from "@/components/rooms/room-state";
import { watchSilence } from "@/components/rooms/silence-watch";
import { audioChoice } from "@/components/softphone/audio-choice";
import type { Result } from "@/components/softphone/line";
import type { PhoneEvent } from "@/components/softphone/state";
import { keepVolume } from "@/components/softphone/volume";

type Given = { callId: string; as: Way; microphone: LocalAudioTrack | null };
export type RoomCall = ReturnType<typeof roomCall>;

/** In the order of their codes (RFC 4733, https://www.rfc-editor.org/rfc/rfc4733#section-3.2). */
const tones = "0123456789*#";

/** livekit-sip's word for a call that was answered. */
const isOn = ({ attributes }: Participant) =>
  (attributes["sip.callStatus"] ?? "active") === "active";

/** One stay in a room: says in events what happens there, until it is over. */
export function roomCall(
  sdk: LiveKit,
  { callId, as, microphone }: Given,
  report: (event: PhoneEvent) => void,
  onOver: (problem: Result) => void,
) {
  const { RoomEvent, ParticipantKind, Track } = sdk;
  const speaker = audioChoice().speaker;
  const room = new sdk.Room({
    // It would leave before the person has said whether the page may go.
    disconnectOnPageLeave: false,
    publishDefaults: { audioPreset: sdk.AudioPresets.speech },
    ...(speaker && { audioOutput: { deviceId: speaker } }),
  });
  const sounds = new Set<HTMLMediaElement>();
  const volume = keepVolume();
  const state: Pick<RoomState, "isSpeakerOff" | "isHeard" | "endsInSeconds"> = {
    ...{ isSpeakerOff: false, isHeard: true, endsInSeconds: null },
  };
  let isOver = false;
  /** Why it ended, where that is shown. */
  let problem: Result = null;
  /** The caller waits for who answers to be heard. */
  let isAwaited = as === "answer";

  const isPhone = ({ kind }: Participant) => kind === ParticipantKind.SIP;
  const inRoom = (one: Participant): InRoom => ({
    identity: one.identity,
    name: one.name ?? "",
    isMe: one === room.localParticipant,
    isPhone: isPhone(one),
    isSpeaking: one.isSpeaking,
    isMuted: one.getTrackPublication(Track.Source.Microphone)?.isMuted ?? false,
  });

  function show() {
    if (isOver) return;
    const others: Participant[] = [...room.remoteParticipants.values()];
    if (others.some((one) => isPhone(one) && isOn(one))) isAwaited = false;
    const shown: RoomState = {
      ...state,
      people: [...others, ...(as === "listen" ? [] : [room.localParticipant])].map(inRoom),
      isListening: as === "listen",
      isSoundBlocked: !room.canPlaybackAudio,
    };
    report({ kind: "room", callId, room: shown });
  }

  const silence = watchSilence(callId, {
    isSpeaking: () => room.activeSpeakers.length > 0,
    // Ringing is no silence, nor is waiting for others, nor what a lost connection doesn't bring.
    isTalk: () => {
      const others: RemoteParticipant[] = [...room.remoteParticipants.values()];
      const isHere = as !== "listen" && room.state === "connected";
      return isHere && others.length > 0 && others.every(isOn);
    },
    onChange(endsInSeconds) {
      state.endsInSeconds = endsInSeconds;
      show();
    },
  });
  const measured = measureRoom(room, microphone, {
    warned: (name, isBad) => {
      report({ kind: isBad ? "warning" : "warning_cleared", callId, name });
    },
  });

  function over() {
    if (isOver) return;
    isOver = true;
    silence.stop();
    measured.stop();
    volume.stop();
    microphone?.stop();
    for (const element of sounds) element.remove();
    window.removeEventListener("beforeunload", stay);
    window.removeEventListener("pagehide", leave);
    report({ kind: "ended", callId });
    onOver(problem);
  }

  const stay = (event: BeforeUnloadEvent) => event.preventDefault();
  const leave = () => void room.disconnect();

  function lost(isHeard: boolean) {
    state.isHeard = isHeard;
    report({ kind: "reconnecting", callId });
    show();
  }

  for (const event of [
    RoomEvent.ParticipantConnected,
    RoomEvent.ParticipantDisconnected,
    RoomEvent.ParticipantNameChanged,
    RoomEvent.ParticipantAttributesChanged,
    RoomEvent.AudioPlaybackStatusChanged,
    RoomEvent.TrackPublished,
    RoomEvent.TrackMuted,
    RoomEvent.TrackUnmuted,
    RoomEvent.ActiveSpeakersChanged,
  ] as const) {
    room.on(event, show);
  }
  room.on(RoomEvent.ActiveSpeakersChanged, silence.look);
  room.on(RoomEvent.TrackSubscribed, (track) => {
    if (track.kind !== Track.Kind.Audio) return;
    const element = track.attach();
    element.muted = state.isSpeakerOff;
    volume.add(element);
    sounds.add(element);
    show();
  });
  room.on(RoomEvent.TrackUnsubscribed, (track) => {
    for (const element of track.detach()) sounds.delete(element);
    show();
  });
  room.on(RoomEvent.SignalReconnecting, () => lost(true));
  room.on(RoomEvent.Reconnecting, () => lost(false));
  room.on(RoomEvent.Reconnected, () => {
    state.isHeard = true;
    report({ kind: "reconnected", callId });
    show();
  });
  room.on(RoomEvent.LocalAudioSilenceDetected, () => {
    report({ kind: "warning", callId, name: "constant-audio-input-level" });
  });
  room.on(RoomEvent.Disconnected, (reason) => {
    if (!isOver) problem = endOf(sdk.DisconnectReason[reason ?? 0], isAwaited);
    if (problem && !isOver) report({ kind: "failed", problem });
    over();
  });
  microphone?.on(sdk.TrackEvent.Ended, () => {
    report({ kind: "failed", problem: "device_lost" });
    room.switchActiveDevice("audioinput", "default").catch(() => {
      report({ kind: "failed", problem: "microphone_missing" });
    });
  });

  show();
  return {
    callId,
    /** Comes in and lets itself be heard; livekit-sip answers the caller on hearing it. */
    async enter({ url, token }: Entry): Promise<Result> {
      try {
        await room.connect(url, token);
      } catch (error) {
        over();
        // A token of more than two minutes ago, as of a laptop that slept meanwhile.
        const { NotAllowed } = sdk.ConnectionErrorReason;
        const isRefused = error instanceof sdk.ConnectionError && error.reason === NotAllowed;
        return isRefused ? "call_failed" : "room_unreachable";
      }
      window.addEventListener("beforeunload", stay);
      window.addEventListener("pagehide", leave);
      try {
        if (microphone) await room.localParticipant.publishTrack(microphone);
      } catch {
        await room.disconnect();
        return problem ?? "no_sound_path";
      }
      if (isOver) return problem;
      report({ kind: "talking", callId });
      show();
      return null;
    },
    leave,
    /** LiveKit passes keys on to everybody in the room; livekit-sip plays them to the telephone. */
    async press(keys: string) {
      for (const key of keys) {
        await room.localParticipant.publishDtmf(tones.indexOf(key), key);
      }
    },
    async mute(isMuted: boolean) {
      // The track stays: where nothing is published, livekit-sip takes the call for broken.
      await (isMuted ? microphone?.mute() : microphone?.unmute());
      if (!isOver) report({ kind: "muted", callId, isMuted });
      show();
    },
    speakerOff(isOff: boolean) {
      state.isSpeakerOff = isOff;
      for (const element of sounds) element.muted = isOff;
      show();
    },
    hear: () => void room.startAudio().then(show, show),
    async choose(changed: { microphone?: string; speaker?: string }): Promise<Result> {
      const use = (kind: MediaDeviceKind, id: string | undefined) =>
        id === undefined ? null : room.switchActiveDevice(kind, id || "default");
      await use("audiooutput", changed.speaker)?.catch(() => undefined);
      if (!microphone || changed.microphone === undefined) return null;
      return await Promise.resolve(use("audioinput", changed.microphone)).then(
        () => null,
        () => "microphone_busy" as const,
      );
    },
  };
}
