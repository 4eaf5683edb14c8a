import { Card } from "@/components/ui/card";
import { atLeast, type Member } from "@/lib/auth/member";
import { countCalls } from "@/lib/call-log/figures";
import { formatTalk } from "@/lib/core/time";

const periods: Record<string, string> = {
  today: "Today",
  week: "Last 7 days",
  month: "Last 30 days",
};

const shape = "grid grid-cols-1 divide-y divide-line xl:grid-cols-3 xl:divide-x xl:divide-y-0";
const cell = "px-5 py-3 xl:py-4";
const headline = "flex items-baseline justify-between gap-3 xl:block";
const details = "truncate text-sm text-muted tabular-nums";

const count = (number: number) => number.toLocaleString("en-US");

/** What became of the calls of late: everyone's for managers and admins, their own for reps. */
export async function CallFigures({ member }: { member: Member }) {
  const { id: tenantId, time_zone: timeZone } = member.tenant;
  const at = { tenantId, timeZone, now: new Date() };
  const person = atLeast(member, "manager") ? undefined : member.user_id;
  const figures = await countCalls(member.db, at, person);
  return (
    <Card flush className="mb-4">
      <ul className={shape} aria-label={person ? "Your calls" : "Calls of the company"}>
        {figures.map(({ period, calls, connected, missed, talk_seconds }) => (
          <li key={period} className={cell}>
            <div className={headline}>
              <p className="text-sm text-muted">{periods[period] ?? period}</p>
              <p className="text-lg font-semibold text-ink tabular-nums">
                {count(calls)}{" "}
                <span className="text-sm font-normal text-muted">
                  {calls === 1 ? "call" : "calls"}
                </span>
              </p>
            </div>
            <p className={details}>
              {count(connected)} connected · {count(missed)} missed
            </p>
            <p className={details}>{formatTalk(talk_seconds)} talk</p>
          </li>
        ))}
      </ul>
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
            <div className={headline}>
              <p className="text-sm text-muted">{words}</p>
              <p className="text-lg">&nbsp;</p>
            </div>
            <p className={details}>&nbsp;</p>
            <p className={details}>&nbsp;</p>
          </div>
        ))}
      </div>
    </Card>
  );
}
