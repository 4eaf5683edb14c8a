import { makeListeners } from "@/components/ui/listeners";

/** A recording that can be played: what the dock says of it and where its call is. */
export type Track = { id: string; title: string; href?: string; seconds: number | null };

export type Playback = {
  track?: Track;
  playing: boolean;
  at: number;
  length: number;
  speed: number;
  /** Recordings that could not be played, by id. */
  failed: Readonly<Record<string, "unplayable" | "deleted">>;
};

export const speeds = [1, 1.25, 1.5, 2];
export const skipSeconds = 10;

const nothing: Playback = { playing: false, at: 0, length: 0, speed: 1, failed: {} };
let state = nothing;
let audio: HTMLAudioElement | null = null;
const listeners = makeListeners();

/** For useSyncExternalStore. */
export const subscribe = listeners.subscribe;
export const playback = () => state;
export const noPlayback = () => nothing;

function change(next: Partial<Playback>): void {
  state = { ...state, ...next };
  listeners.notify();
}

export const sourceOf = (id: string) => `/api/recordings/${id}`;

/** The page has one audio element, in the dock; it stays while pages come and go. */
export function attach(element: HTMLAudioElement | null): void {
  audio = element;
  if (!element) change({ track: undefined, playing: false, at: 0 });
}

/** Plays a recording from its beginning, or pauses the one that plays and goes on with it. */
export function toggle(track: Track): void {
  if (!audio) return;
  if (state.track?.id === track.id && !(track.id in state.failed)) {
    if (audio.paused) start();
    else audio.pause();
    return;
  }
  const { [track.id]: _, ...failed } = state.failed;
  change({ track, at: 0, length: track.seconds ?? 0, failed });
  audio.src = sourceOf(track.id);
  start();
}

function start(): void {
  if (!audio) return;
  audio.playbackRate = state.speed;
  const { track } = state;
  audio.play().catch((error: Error) => {
    if (track && error.name !== "AbortError") fail(track.id, "unplayable");
  });
}

/** Seconds from the beginning. */
export function seek(to: number): void {
  if (!audio || audio.readyState === 0) return;
  audio.currentTime = Math.max(0, Math.min(to, state.length));
  change({ at: audio.currentTime });
}

export function setSpeed(speed: number): void {
  if (audio) audio.playbackRate = speed;
  change({ speed });
}

export function close(): void {
  if (audio) {
    audio.pause();
    audio.removeAttribute("src");
    audio.load();
  }
  change({ track: undefined, playing: false, at: 0 });
}

export function noteTime(at: number): void {
  change({ at });
}
export function notePlaying(playing: boolean): void {
  change({ playing });
}
export function noteLength(length: number): void {
  if (audio) audio.playbackRate = state.speed;
  if (Number.isFinite(length)) change({ length });
}

/**
 * A recording that failed leaves the dock; where its button stands says why. That it was deleted is
 * known later than that it does not play, and says more.
 */
export function fail(id: string, why: "unplayable" | "deleted"): void {
  const known = state.failed[id] === "deleted" ? "deleted" : why;
  const failed = { ...state.failed, [id]: known };
  change(state.track?.id === id ? { track: undefined, playing: false, failed } : { failed });
}
