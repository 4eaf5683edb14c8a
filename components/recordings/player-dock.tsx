"use client";

import dynamic from "next/dynamic";
import { useEffect, useRef, useSyncExternalStore } from "react";
import {
  attach,
  fail,
  noPlayback,
  noteLength,
  notePlaying,
  noteTime,
  playback,
  sourceOf,
  subscribe,
} from "@/components/recordings/playback";

const PlayerControls = dynamic(
  () => import("@/components/recordings/player-controls").then((file) => file.PlayerControls),
  { ssr: false },
);

/**
 * The desk's one player, at the bottom of every page while something is loaded. Mounted once. The
 * audio is there from the start, for browsers let it play only in the click itself.
 */
export function PlayerDock() {
  const { track } = useSyncExternalStore(subscribe, playback, noPlayback);
  const audio = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    attach(audio.current);
    return () => attach(null);
  }, []);

  return (
    <>
      {track && <PlayerControls track={track} />}
      <audio
        ref={audio}
        preload="none"
        onPlay={() => notePlaying(true)}
        onPause={() => notePlaying(false)}
        onEnded={() => noteTime(0)}
        onError={(event) => {
          if (event.currentTarget.hasAttribute("src") && track) void explain(track.id);
        }}
        onTimeUpdate={(event) => noteTime(event.currentTarget.currentTime)}
        onLoadedMetadata={(event) => noteLength(event.currentTarget.duration)}
      >
        <track kind="captions" />
      </audio>
    </>
  );
}

/** The audio element does not say why it failed; what cannot be asked is not said to be deleted. */
async function explain(id: string): Promise<void> {
  const answer = await fetch(sourceOf(id), { headers: { range: "bytes=0-0" } }).catch(() => null);
  await answer?.body?.cancel();
  fail(id, answer?.status === 404 ? "deleted" : "unplayable");
}
