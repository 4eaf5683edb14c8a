import { Lock } from "lucide-react";
import { Fragment } from "react";
import { DeleteRecording } from "@/components/recordings/delete-recording";
import { DeletionReceipts } from "@/components/recordings/deletion-receipts";
import { Pauses } from "@/components/recordings/pauses";
import { Recording } from "@/components/recordings/recording";
import { Card } from "@/components/ui/card";
import { DownloadLink } from "@/components/ui/download-link";
import { Transcript } from "@/components/voicemail/transcript";
import { atLeast, type Member } from "@/lib/auth/member";
import type { CallDetail } from "@/lib/call-log/call";
import { colleagueOf } from "@/lib/call-log/colleague";
import { formatPhone } from "@/lib/core/phone";
import { talksOf } from "@/lib/recordings/choose";
import type { Pause } from "@/lib/recordings/pauses";

/** A call's recording; to whoever may not hear it, why. Nothing where none is to be expected. */
export function CallRecording({
  call,
  hears,
  people,
  pauses,
  member,
}: {
  call: CallDetail;
  hears: boolean;
  people: Parameters<typeof colleagueOf>[1] & { user_id: string; name: string }[];
  pauses: Pause[];
  member: Member;
}) {
  const { recordings } = talksOf(call);
  const expected = call.outcome === "connected" || recordings.length > 0;
  if (!expected) return null;
  if (!hears) {
    if (!call.recording_requested) return null;
    const rep = call.profiles?.name;
    return (
      <Card title="Recording">
        <p className="flex items-center gap-2 text-muted">
          <Lock aria-hidden className="size-4 shrink-0" />
          {rep
            ? `Only ${rep}, managers and admins can listen to this recording.`
            : "Only managers and admins can listen to this recording."}
        </p>
      </Card>
    );
  }
  const parts = recordings.filter(({ status }) => status === "completed");
  const name =
    colleagueOf(call, people, member.user_id)?.name ??
    call.contacts?.name ??
    formatPhone(call.customer_number, member.tenant.country_code);
  const { time_zone } = member.tenant;
  return (
    <Card title="Recording">
      <div className="flex flex-col items-start gap-3">
        {parts.length === 0 && <Recording call={talksOf(call)} title={name} />}
        {/* Each stretch of talk between holds has its own. */}
        {parts.map((part, place) => (
          <Fragment key={part.id}>
            <Recording
              call={{ ...call, recordings: [part] }}
              title={parts.length > 1 ? `${name}, part ${place + 1} of ${parts.length}` : name}
            />
            {part.transcript_state && <Transcript of={part} />}
            <div className="flex flex-wrap items-center gap-2">
              <DownloadLink href={`/api/recordings/${part.id}?download`}>Download</DownloadLink>
              {atLeast(member, "admin") && <DeleteRecording id={part.id} />}
            </div>
          </Fragment>
        ))}
        <Pauses pauses={pauses} people={people} timeZone={time_zone} />
        <DeletionReceipts recordings={recordings} people={people} timeZone={time_zone} />
      </div>
    </Card>
  );
}
