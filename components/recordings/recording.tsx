import { LoaderCircle } from "lucide-react";
import { Deleted } from "@/components/recordings/deleted";
import { PlayButton } from "@/components/recordings/play-button";
import { chooseRecording } from "@/lib/recordings/choose";

/**
 * A call's recording, for someone who may hear it; `title` is what the player says of it. With
 * `quiet`, nothing where there is none.
 */
export function Recording({
  call,
  title,
  quiet = false,
}: {
  call: Parameters<typeof chooseRecording>[0] & { id: string };
  title: string;
  quiet?: boolean;
}) {
  const shown = chooseRecording(call, new Date());
  switch (shown.kind) {
    case "player":
      return (
        <PlayButton
          recordingId={shown.id}
          title={title}
          seconds={shown.seconds}
          href={`/calls/${call.id}`}
        />
      );
    case "preparing":
      return (
        <p className="flex items-center gap-1.5 text-[13px] text-muted">
          <LoaderCircle aria-hidden className="size-3.5 animate-spin" />
          {call.stage === "ended" ? "Processing recording…" : "Recording"}
        </p>
      );
    case "deleted":
      return <Deleted />;
    case "none":
      return quiet ? null : <p className="text-[13px] text-muted">No recording</p>;
  }
}
