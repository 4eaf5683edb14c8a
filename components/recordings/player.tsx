"use client";

import { clsx } from "clsx";
import { Download, RotateCcw } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Deleted } from "@/components/recordings/deleted";
import { Position } from "@/components/recordings/position";
import { IconButton, iconButtonClass } from "@/components/ui/icon-button";
import { RowIcon } from "@/components/ui/row-icon";
import { formatDuration } from "@/lib/core/time";

const speeds = [1, 1.5, 2];
const skipSeconds = 10;

/**
 * Plays a recording; the audio is fetched on the first play. `seconds` is its length as Twilio
 * reported it; `compact` leaves out all but play and position.
 */
export function Player({
  id,
  seconds,
  compact = false,
}: {
  id: string;
  seconds: number | null;
  compact?: boolean;
}) {
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(seconds ?? 0);
  const [speed, setSpeed] = useState(1);
  const [failed, setFailed] = useState<"unplayable" | "deleted">();
  const src = `/api/recordings/${id}`;

  useEffect(() => {
    if (audio.current) audio.current.playbackRate = speed;
  }, [speed]);

  function toggle() {
    const element = audio.current;
    if (!element) return;
    if (!element.paused) {
      element.pause();
      return;
    }
    if (failed) element.load();
    setFailed(undefined);
    for (const other of document.querySelectorAll("audio")) if (other !== element) other.pause();
    element.play().catch((error: Error) => {
      if (error.name !== "AbortError") setFailed((known) => known ?? "unplayable");
    });
  }

  // The audio element does not say why it failed.
  async function explain() {
    setFailed((await isThere(src)) ? "unplayable" : "deleted");
  }

  function seek(to: number) {
    const element = audio.current;
    if (!element || element.readyState === 0) return;
    element.currentTime = Math.max(0, Math.min(to, length));
    setAt(element.currentTime);
  }

  if (failed === "deleted") return <Deleted />;
  return (
    <fieldset className="relative z-10 flex w-full max-w-md min-w-0 flex-col gap-1">
      <legend className="sr-only">Recording</legend>
      <div
        className={clsx(
          "items-center gap-1",
          compact ? "-ml-3 flex md:-ml-2" : "grid rounded-lg border border-line bg-sunken/50 p-1",
          // Places of their own, so that a button whose HTML comes a moment later moves none.
          !compact &&
            "grid-cols-[2.75rem_1fr_auto_2.25rem_2.75rem] sm:grid-cols-[2.75rem_1fr_auto_2.75rem_2.25rem_2.75rem] md:grid-cols-[2rem_1fr_auto_2rem_2.25rem_2rem]",
        )}
      >
        <button
          type="button"
          aria-label={playing ? "Pause recording" : "Play recording"}
          title={playing ? "Pause recording" : "Play recording"}
          onClick={toggle}
          className="row-button hover:bg-accent-soft"
        >
          <RowIcon name={playing ? "pause" : "play"} />
        </button>
        <Position at={at} length={length} onSeek={seek} />
        <span className="pl-1 text-xs text-muted tabular-nums">
          {!compact && at > 0 && `${formatDuration(at)} / `}
          {formatDuration(compact && at > 0 ? at : length)}
        </span>
        {!compact && (
          <>
            <span className="hidden sm:block">
              <IconButton
                label={`Back ${skipSeconds} seconds`}
                onClick={() => seek(at - skipSeconds)}
              >
                <RotateCcw aria-hidden />
              </IconButton>
            </span>
            <button
              type="button"
              aria-label={`Speed ${speed}×, change`}
              title="Speed"
              onClick={() => setSpeed(speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1)}
              className="h-11 min-w-9 shrink-0 rounded-lg px-1 text-xs font-medium text-muted tabular-nums transition-colors hover:bg-sunken hover:text-ink md:h-8"
            >
              {speed}×
            </button>
            <a
              href={`${src}?download`}
              download={`recording-${id}`}
              aria-label="Download recording"
              title="Download recording"
              className={iconButtonClass}
            >
              <Download aria-hidden />
            </a>
          </>
        )}
      </div>
      {failed && (
        <p role="alert" className="text-[13px] text-danger-text">
          The recording couldn't be played. Please try again.
        </p>
      )}
      <audio
        ref={audio}
        src={src}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setAt(0)}
        onError={explain}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
        onLoadedMetadata={(event) => {
          event.currentTarget.playbackRate = speed;
          const { duration } = event.currentTarget;
          if (Number.isFinite(duration)) setLength(duration);
        }}
      >
        <track kind="captions" />
      </audio>
    </fieldset>
  );
}

/** Whether a recording can be had; when that cannot be asked, it is not said to be gone. */
async function isThere(src: string): Promise<boolean> {
  const answer = await fetch(src, { headers: { range: "bytes=0-0" } }).catch(() => null);
  await answer?.body?.cancel();
  return answer?.status !== 404;
}
