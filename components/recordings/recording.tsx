import { LoaderCircle } from "lucide-react";
import { Deleted } from "@/components/recordings/deleted";
import { Player } from "@/components/recordings/player";
import { chooseRecording } from "@/lib/recordings/choose";

/**
 * A call's recording, for someone who may hear it. With `quiet`, nothing where there is none;
 * `compact` for tables.
 */
export function Recording({
  call,
  quiet = false,
  compact = false,
}: {
  call: Parameters<typeof chooseRecording>[0];
  quiet?: boolean;
  compact?: boolean;
}) {
  const shown = chooseRecording(call, new Date());
  switch (shown.kind) {
    case "player":
      return <Player key={shown.id} id={shown.id} seconds={shown.seconds} compact={compact} />;
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
