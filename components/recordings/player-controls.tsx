"use client";

import { FastForward, Pause, Play, Rewind, X } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import {
  close,
  noPlayback,
  playback,
  seek,
  setSpeed,
  skipSeconds,
  speeds,
  subscribe,
  type Track,
  toggle,
} from "@/components/recordings/playback";
import { playerKey } from "@/components/recordings/player-keys";
import { Position } from "@/components/recordings/position";
import { IconButton } from "@/components/ui/icon-button";
import { Link } from "@/components/ui/link";
import { formatDuration } from "@/lib/core/time";

/** What is seen of the player, and its keys: space plays and pauses, the arrows skip. */
export function PlayerControls({ track }: { track: Track }) {
  const { playing, at, length, speed } = useSyncExternalStore(subscribe, playback, noPlayback);
  useEffect(() => {
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
      <IconButton label={`Forward ${skipSeconds} seconds`} onClick={() => seek(at + skipSeconds)}>
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
  );
}
