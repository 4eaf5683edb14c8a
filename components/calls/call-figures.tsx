import { Card } from "@/components/ui/card";
import { atLeast, type Member } from "@/lib/auth/member";
import { countCalls } from "@/lib/calls/figures";
import { formatTalk } from "@/lib/time";

const periods: Record<string, string> = {
  today: "Today",
  week: "Last 7 days",
  month: "Last 30 days",
};

const shape = "grid grid-cols-1 divide-y divide-line sm:grid-cols-3 sm:divide-x sm:divide-y-0";
const cell = "flex items-baseline justify-between gap-3 px-5 py-3 sm:block sm:py-4";

/** What became of the calls of late: everyone's for managers and admins, their own for reps. */
export async function CallFigures({ member }: { member: Member }) {
  const at = { now: new Date(), timeZone: member.tenant.time_zone };
  const person = atLeast(member, "manager") ? undefined : member.user_id;
  const figures = await countCalls(member.db, at, person);
  return (
    <Card flush className="mb-4">
      <dl className={shape} aria-label={person ? "Your calls" : "Calls of the company"}>
        {figures.map(({ period, calls, connected, missed, talk_seconds }) => (
          <div key={period} className={cell}>
            <dt className="text-sm text-muted">{periods[period] ?? period}</dt>
            <dd className="flex flex-wrap items-baseline justify-end gap-x-3 sm:mt-1 sm:justify-start">
              <span className="text-lg font-semibold text-ink tabular-nums">
                {calls.toLocaleString("en-US")}{" "}
                <span className="text-sm font-normal text-muted">
                  {calls === 1 ? "call" : "calls"}
                </span>
              </span>
              <span className="text-sm text-muted tabular-nums">
                {connected.toLocaleString("en-US")} connected · {missed.toLocaleString("en-US")}{" "}
                missed · {formatTalk(talk_seconds)} talk
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** The room that the figures will take, so that nothing moves when they come. */
export function CallFiguresSpace() {
  return (
    <Card flush className="mb-4">
      <div className={shape} aria-hidden>
        {Object.entries(periods).map(([period, words]) => (
          <div key={period} className={cell}>
            <p className="text-sm text-muted">{words}</p>
            <p className="text-lg sm:mt-1">&nbsp;</p>
          </div>
        ))}
      </div>
    </Card>
  );
}
