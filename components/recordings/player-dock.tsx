"use client";

import { FastForward, Pause, Play, Rewind, X } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef, useSyncExternalStore } from "react";
import {
  attach,
  close,
  fail,
  noPlayback,
  noteLength,
  notePlaying,
  noteTime,
  playback,
  seek,
  setSpeed,
  skipSeconds,
  sourceOf,
  speeds,
  subscribe,
  toggle,
} from "@/components/recordings/playback";
import { playerKey } from "@/components/recordings/player-keys";
import { Position } from "@/components/recordings/position";
import { IconButton } from "@/components/ui/icon-button";
import { formatDuration } from "@/lib/core/time";

/** The desk's one player, at the bottom of every page while something is loaded. Mounted once. */
export function PlayerDock() {
  const { track, playing, at, length, speed } = useSyncExternalStore(
    subscribe,
    playback,
    noPlayback,
  );
  const audio = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    attach(audio.current);
    return () => attach(null);
  }, []);
  useEffect(() => {
    if (!track) return;
    const onKey = (event: KeyboardEvent) => {
      const action = playerKey(event);
      if (!action) return;
      event.preventDefault();
      if (action === "toggle") toggle(track);
      else seek(playback().at + (action === "forward" ? skipSeconds : -skipSeconds));
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [track]);

  const next = speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1;
  return (
    <>
      {track && (
        <section
          aria-label="Player"
          className="flex flex-wrap items-center gap-x-1 gap-y-0 border-t border-line bg-raised px-3 py-1.5 md:px-6"
        >
          <IconButton label={`Back ${skipSeconds} seconds`} onClick={() => seek(at - skipSeconds)}>
            <Rewind aria-hidden />
          </IconButton>
          <IconButton
            label={playing ? "Pause" : "Play"}
            className="text-accent-text"
            onClick={() => toggle(track)}
          >
            {playing ? <Pause aria-hidden /> : <Play aria-hidden />}
          </IconButton>
          <IconButton
            label={`Forward ${skipSeconds} seconds`}
            onClick={() => seek(at + skipSeconds)}
          >
            <FastForward aria-hidden />
          </IconButton>
          <p className="min-w-0 max-w-56 truncate px-2 text-sm font-medium text-ink max-md:flex-1">
            {track.href ? (
              <Link href={track.href} className="rounded-sm hover:underline">
                {track.title}
              </Link>
            ) : (
              track.title
            )}
          </p>
          <span className="flex min-w-40 flex-1 items-center max-md:order-last max-md:basis-full">
            <Position at={at} length={length} onSeek={seek} />
            <span className="pl-1 text-xs whitespace-nowrap text-muted tabular-nums">
              {formatDuration(at)} / {formatDuration(length)}
            </span>
          </span>
          <button
            type="button"
            aria-label={`Speed ${speed}×, change`}
            title="Speed"
            onClick={() => setSpeed(next)}
            className="h-11 min-w-11 rounded-lg px-1 text-xs font-medium text-muted tabular-nums transition-colors hover:bg-sunken hover:text-ink md:h-8"
          >
            {speed}×
          </button>
          <IconButton label="Close player" onClick={close}>
            <X aria-hidden />
          </IconButton>
        </section>
      )}
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
  fail(answer?.status === 404 ? "deleted" : "unplayable");
}
