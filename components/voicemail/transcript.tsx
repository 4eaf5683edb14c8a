import { clsx } from "clsx";
import { transcriptState } from "@/lib/voicemail/words";

/** What was said, or why that is not there; `isShort`: only the first lines. */
export function Transcript({
  of,
  isShort = false,
}: {
  of: { transcript: string | null; transcript_state: string | null };
  isShort?: boolean;
}) {
  const state = transcriptState(of);
  if (state) return <p className="text-[13px] text-muted">{state}</p>;
  return (
    <p
      className={clsx(
        "text-sm break-words text-ink",
        isShort ? "line-clamp-2" : "whitespace-pre-line",
      )}
    >
      {of.transcript}
    </p>
  );
}
