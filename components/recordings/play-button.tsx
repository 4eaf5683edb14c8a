"use client";

import { clsx } from "clsx";
import { useSyncExternalStore } from "react";
import { Deleted } from "@/components/recordings/deleted";
import { noPlayback, playback, subscribe, toggle } from "@/components/recordings/playback";
import { RowIcon } from "@/components/ui/row-icon";
import { formatDuration } from "@/lib/core/time";

/**
 * Plays a recording in the player at the bottom of the desk, which goes on while pages change.
 * `title` is what the player says of it, such as the customer's name; `href` leads to its call.
 * `seconds` is its length, when Twilio has said it.
 */
export function PlayButton({
  recordingId,
  title,
  seconds,
  href,
  className,
}: {
  recordingId: string;
  title: string;
  seconds: number | null;
  href?: string;
  className?: string;
}) {
  const { track, playing, at, failed } = useSyncExternalStore(subscribe, playback, noPlayback);
  const current = track?.id === recordingId;
  const why = failed[recordingId];
  if (why === "deleted") return <Deleted />;
  const active = current && playing;
  const label = active ? "Pause recording" : "Play recording";
  return (
    <span className={clsx("relative z-10 inline-flex flex-col", className)}>
      <button
        type="button"
        title={label}
        onClick={() => toggle({ id: recordingId, title, seconds, href })}
        className={clsx(
          "inline-flex h-11 items-center gap-1.5 -ml-2 rounded-lg px-2 text-[13px] text-accent-text tabular-nums transition-colors hover:bg-accent-soft md:h-8 [&>svg]:size-4",
          current && "bg-accent-soft",
        )}
      >
        <RowIcon name={active ? "pause" : "play"} />
        <span className="sr-only">{label}</span>{" "}
        <span className="whitespace-nowrap">
          {current && at > 0 && `${formatDuration(at)} / `}
          {seconds === null ? <span aria-hidden>Play</span> : formatDuration(seconds)}
        </span>
      </button>
      {why && (
        <span role="alert" className="text-[13px] text-danger-text">
          The recording couldn't be played. Please try again.
        </span>
      )}
    </span>
  );
}
