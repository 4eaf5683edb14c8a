import { DirectionIcon } from "@/components/calls/direction-icon";
import { RemoveLoggedCall } from "@/components/logged-calls/remove-logged-call";
import { EntryHead } from "@/components/timeline/entry-head";
import { Badge } from "@/components/ui/badge";
import { atLeast, type Member } from "@/lib/auth/member";
import { formatDuration } from "@/lib/core/time";
import { loggedCallTitle } from "@/lib/logged-calls/words";
import type { Around } from "@/lib/timeline/around";
import type { LoggedCall } from "@/lib/timeline/kinds";

/** A call that happened elsewhere, as whoever logged it says. */
export function LoggedCallEntry({
  call,
  member,
  around,
}: {
  call: LoggedCall;
  member: Member;
  around: Around;
}) {
  const mine = call.user_id === member.user_id;
  const rep = mine ? "You" : (around.people.get(call.user_id) ?? "Someone");
  const title = loggedCallTitle(call, rep, around.contact.name);
  const { duration_seconds: seconds } = call;
  return (
    <>
      <DirectionIcon call={{ direction: call.direction, outcome: null }} />
      <div className="min-w-0 flex-1">
        <EntryHead at={call.happened_at} timeZone={member.tenant.time_zone}>
          <span className="mr-2 font-medium text-ink">{title}</span>
          {call.dispositions && <Badge>{call.dispositions.label}</Badge>}
        </EntryHead>
        <p className="mt-0.5 text-[13px] text-muted tabular-nums">
          {seconds ? `Logged by hand · talked ${formatDuration(seconds)}` : "Logged by hand"}
        </p>
        {call.note && (
          <p className="mt-2 rounded-lg bg-sunken/60 px-3 py-2 break-words whitespace-pre-line text-ink">
            {call.note}
          </p>
        )}
      </div>
      {(mine || atLeast(member, "admin")) && <RemoveLoggedCall id={call.id} title={title} />}
    </>
  );
}
