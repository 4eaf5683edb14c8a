import { ChevronDown } from "lucide-react";
import { AvailabilityMenu } from "@/components/availability/availability-menu";
import { PresenceIcon } from "@/components/availability/presence-icon";
import type { Member } from "@/lib/auth/member";
import { presenceAt } from "@/lib/availability/decide";
import { presenceWords } from "@/lib/availability/words";
import { clockOf } from "@/lib/core/time";

const defaultAwayMs = 2 * 60 * 60_000;

type Known = Pick<Member, "availability" | "on_call">;

/** Whether a colleague takes calls; with `canSet` a menu that changes it. */
export function PersonAvailability({
  person,
  known,
  timeZone,
  now,
  canSet,
}: {
  person: { user_id: string; name: string };
  known: Known;
  timeZone: string;
  now: Date;
  canSet: boolean;
}) {
  const presence = presenceAt(known, now);
  const words = presenceWords(presence, timeZone, now);
  const face = (
    <>
      <PresenceIcon kind={presence.kind} className="size-3" />
      <span className="min-w-0">{words}</span>
    </>
  );
  if (!canSet) {
    return <span className="inline-flex items-center gap-2 text-sm text-muted">{face}</span>;
  }
  return (
    <AvailabilityMenu
      label={`${words}: availability of ${person.name}`}
      userId={person.user_id}
      until={clockOf(new Date(now.getTime() + defaultAwayMs), timeZone)}
      heading={whatIsSet(known, timeZone, now)}
      className="inline-flex min-h-11 items-center gap-2 rounded-lg px-2 text-left text-sm text-muted transition-colors hover:bg-sunken hover:text-ink md:min-h-8 md:-ml-2"
      face={
        <>
          {face}
          <ChevronDown aria-hidden className="size-3.5 shrink-0 text-faint" />
        </>
      }
    />
  );
}

/** One's own, in the shell. */
export function OwnAvailability({ member, now }: { member: Member; now: Date }) {
  const timeZone = member.tenant.time_zone;
  const presence = presenceAt(member, now);
  const words = presenceWords(presence, timeZone, now);
  return (
    <AvailabilityMenu
      label={`${words}: your availability`}
      until={clockOf(new Date(now.getTime() + defaultAwayMs), timeZone)}
      heading={whatIsSet(member, timeZone, now)}
      className="flex min-h-11 items-center gap-2.5 rounded-lg px-3.5 text-left text-sm text-muted transition-colors hover:bg-sunken hover:text-ink md:min-h-9 md:w-full"
      face={
        <>
          <PresenceIcon kind={presence.kind} className="size-4 md:size-3.5" />
          <span className="min-w-0 flex-1 truncate max-md:sr-only">{words}</span>
          <ChevronDown aria-hidden className="hidden size-4 shrink-0 text-faint md:block" />
        </>
      }
    />
  );
}

/** What somebody on a call said before it. */
function whatIsSet(known: Known, timeZone: string, now: Date): string | undefined {
  if (!known.on_call) return undefined;
  const set = presenceAt({ ...known, on_call: false }, now);
  return `After the call: ${presenceWords(set, timeZone, now)}`;
}
