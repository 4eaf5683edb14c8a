import { clsx } from "clsx";
import { Figures } from "@/components/calls/figures";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import { atLeast, type Member } from "@/lib/auth/member";
import { countCalls, countCallsOf, countOutcomes } from "@/lib/call-log/figures";
import { daysOf, periodWords } from "@/lib/call-log/period";
import { type LogFilters, logAddress } from "@/lib/call-log/schema";
import { type Period, periodNames } from "@/lib/call-log/words/period";
import { dayOf } from "@/lib/core/time";

const usual = ["today", "week", "month"] as const satisfies Period[];

const shape = "grid divide-y divide-line md:grid-cols-3 md:divide-x md:divide-y-0";

/**
 * Whose calls are counted: those filtered by, else everyone's for managers and admins, a rep's
 * own.
 */
function personCounted(filters: LogFilters, member: Member): string | undefined {
  return filters.person ?? (atLeast(member, "manager") ? undefined : member.user_id);
}

function whose(person: string | undefined, member: Member, people: Person[]): string {
  if (person === undefined) return "Everyone's calls";
  if (person === member.user_id) return "Your calls";
  return `Calls of ${people.find(({ user_id }) => user_id === person)?.name ?? "someone else"}`;
}

type Person = { user_id: string; name: string };

/**
 * What became of the calls that the log is narrowed to: in the days chosen, else today and of
 * late.
 */
export async function CallFigures({
  filters,
  people,
  member,
}: {
  filters: LogFilters;
  people: Person[];
  member: Member;
}) {
  const { id: tenantId, time_zone: timeZone } = member.tenant;
  const now = new Date();
  const own = { ...filters, person: personCounted(filters, member), by: undefined };
  const words = periodWords(filters);
  const cells = words
    ? [
        {
          label: words,
          filters: own,
          counts: await countCallsOf(
            member.db,
            daysOf(filters, dayOf(now, timeZone)),
            timeZone,
            own,
          ),
        },
      ]
    : (await countCalls(member.db, { tenantId, timeZone, now }, own)).flatMap((counts, place) => {
        const period = usual[place];
        return period ? [{ label: periodNames[period], filters: { ...own, period }, counts }] : [];
      });
  const title = whose(own.person, member, people);
  return (
    <Card flush className="mb-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3 border-b border-line px-4 py-1.5 text-[13px] md:px-5">
        <h2 className="font-medium text-ink">{title}</h2>
        {atLeast(member, "manager") && !filters.said && (
          <OutcomesGiven filters={own} member={member} now={now} />
        )}
        {atLeast(member, "manager") && (
          <TextLink
            href={logAddress({ ...filters, by: filters.by ? undefined : "person" })}
            scroll={false}
          >
            {filters.by ? "Hide people" : "By person"}
          </TextLink>
        )}
      </div>
      <ul className={clsx(cells.length > 1 && shape)} aria-label={title}>
        {cells.map((cell) => (
          <Figures key={cell.label} {...cell} />
        ))}
      </ul>
    </Card>
  );
}

/** Of how many calls nobody said what came of them; it opens those. */
async function OutcomesGiven({
  filters,
  member,
  now,
}: {
  filters: LogFilters;
  member: Member;
  now: Date;
}) {
  const at = { now, timeZone: member.tenant.time_zone };
  const { asked, given } = await countOutcomes(member.db, filters, at);
  const words = periodWords(filters);
  const lacking: LogFilters = { ...filters, said: "none", ...(!words && { period: "month" }) };
  const open = asked - given;
  if (open === 0) return null;
  return (
    <TextLink href={logAddress(lacking)} className="ml-auto tabular-nums">
      {open === 1 ? "1 call" : `${open.toLocaleString("en-US")} calls`} without an outcome
      {!words && `, ${periodNames.month.toLowerCase()}`}
    </TextLink>
  );
}

/** The room that the figures will take, so that nothing moves when they come. */
export function CallFiguresSpace({ filters }: { filters: LogFilters }) {
  const words = periodWords(filters);
  const labels = words ? [words] : usual.map((period) => periodNames[period]);
  return (
    <Card flush className="mb-4">
      <p aria-hidden className="border-b border-line px-4 py-1.5 text-[13px] md:px-5">
        &nbsp;
      </p>
      <div className={clsx(labels.length > 1 && shape)} aria-hidden>
        {labels.map((label) => (
          <div key={label} className="px-4 py-2 md:px-5">
            <p className="text-sm text-muted">{label}</p>
            <p className="text-[13px]">&nbsp;</p>
          </div>
        ))}
      </div>
    </Card>
  );
}
