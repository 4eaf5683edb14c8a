import { Card } from "@/components/ui/card";
import { formatPhone } from "@/lib/core/phone";
import { formatClock, formatExact } from "@/lib/core/time";
import { stepWords } from "@/lib/routing/branches";
import { consideredWords } from "@/lib/routing/people";
import { routeSteps } from "@/lib/voice/route-steps";

const whose = { caller: "the caller's number", company: "your company's number" };

/** Each step that a call's route took, who was considered and why they were not rung. */
export function CallRoute({
  events,
  timeZone,
  countryCode,
}: {
  events: Parameters<typeof routeSteps>[0];
  timeZone: string;
  countryCode: string;
}) {
  const steps = routeSteps(events);
  if (steps.length === 0) return null;
  return (
    <Card title="What its route did" description="Each step, and who was considered" flush>
      <ol aria-label="Steps of the route" className="divide-y divide-line border-t border-line">
        {steps.map(({ key, created_at, considered, reason, shows, ...step }) => (
          <li key={key} className="flex gap-3 px-5 py-3">
            <time
              dateTime={created_at}
              title={formatExact(created_at, timeZone)}
              className="w-22 shrink-0 pt-px text-[13px] text-muted tabular-nums"
            >
              {formatClock(created_at, timeZone)}
            </time>
            <div className="min-w-0 flex-1">
              <p className="break-words text-ink">
                <span className="font-medium">{stepWords(step)}</span>: {reason}
              </p>
              {considered.length > 0 && (
                <ul className="mt-1 text-[13px] text-muted">
                  {considered.map((one) => (
                    <li key={one.user_id}>{consideredWords(one)}</li>
                  ))}
                </ul>
              )}
              {shows && (
                <p className="mt-1 text-[13px] text-muted">
                  {`Phones show ${formatPhone(shows.number, countryCode)}: ${whose[shows.of]}.`}
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
