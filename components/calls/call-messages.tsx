import { DeletionReceipts } from "@/components/recordings/deletion-receipts";
import { Card } from "@/components/ui/card";
import { LeftMessages } from "@/components/voicemail/left-message";
import type { Member } from "@/lib/auth/member";
import type { CallDetail } from "@/lib/call-log/call";
import { formatPhone } from "@/lib/core/phone";

/** The messages the caller left and receipts of deleted ones; nothing where there are neither. */
export function CallMessages({
  call,
  people,
  member,
}: {
  call: CallDetail;
  people: { user_id: string; name: string }[];
  member: Member;
}) {
  const { country_code, time_zone } = member.tenant;
  const recordings = call.recordings.filter(({ purpose }) => purpose === "voicemail");
  const isDeleted = recordings.some(({ deleted_at }) => deleted_at !== null);
  if (call.voicemails.length === 0 && !isDeleted) return null;
  return (
    <Card title="Voicemail">
      <div className="flex flex-col gap-3">
        <LeftMessages
          messages={call.voicemails}
          call={call}
          title={call.contacts?.name ?? formatPhone(call.customer_number, country_code)}
          names={new Map(people.map(({ user_id, name }) => [user_id, name]))}
          member={member}
        />
        <DeletionReceipts recordings={recordings} people={people} timeZone={time_zone} />
      </div>
    </Card>
  );
}
