import { PlayButton } from "@/components/recordings/play-button";
import { Transcript } from "@/components/voicemail/transcript";
import type { Member } from "@/lib/auth/member";
import { formatDuration } from "@/lib/core/time";
import { heardWords } from "@/lib/voicemail/words";

/** A message as its call shows it. */
export type MessageShown = {
  id: string;
  recording_id: string;
  duration_seconds: number | null;
  transcript: string | null;
  transcript_state: string | null;
  heard_at: string | null;
  heard_by: string | null;
};

/** What callers said on a call, of the messages that the reader may hear. `title`: who they are. */
export function LeftMessages({
  messages,
  call,
  title,
  names,
  member,
}: {
  messages: MessageShown[];
  call: { id: string };
  title: string;
  /** Of the company's people, by user id. */
  names: Map<string, string>;
  member: Member;
}) {
  const around = { me: member.user_id, names, timeZone: member.tenant.time_zone };
  return messages.map((message) => {
    const { id, recording_id, duration_seconds: seconds } = message;
    return (
      <div key={id} className="flex flex-col gap-1">
        <p className="flex flex-wrap items-center gap-x-3 text-[13px] text-muted">
          {seconds === null ? "Left a message" : `Left a message, ${formatDuration(seconds)}`}
          <PlayButton
            recordingId={recording_id}
            title={title}
            seconds={seconds}
            href={`/calls/${call.id}`}
          />
          {heardWords(message, around) ?? "Nobody has heard it"}
        </p>
        <Transcript of={message} />
      </div>
    );
  });
}
