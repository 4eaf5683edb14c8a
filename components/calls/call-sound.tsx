import { Facts } from "@/components/ui/facts";
import type { CallLeg } from "@/lib/call-log/call";
import { formatClock } from "@/lib/core/time";
import { soundSentence, warningWords, worstStretch } from "@/lib/softphone/quality-words";

/** Legs that were measured in a browser. */
export const measuredLegs = (legs: CallLeg[]) => legs.filter((leg) => leg.leg_quality);

/** How the call sounded to each of the people who talked in a browser. */
export function CallSound({
  legs,
  people,
  timeZone,
}: {
  legs: CallLeg[];
  people: { user_id: string; name: string }[];
  timeZone: string;
}) {
  return (
    <div className="flex flex-col gap-4">
      {measuredLegs(legs).map(({ call_sid, user_id, leg_quality: quality }) => (
        <Facts
          key={call_sid}
          items={
            quality
              ? [
                  { label: "Heard by", value: people.find((one) => one.user_id === user_id)?.name },
                  { label: "Sound", value: soundSentence(quality) },
                  {
                    label: "Worst",
                    value: worstStretch(quality, (iso) => formatClock(iso, timeZone))?.sentence,
                  },
                  {
                    label: "Ended",
                    value: quality.page_closed && "The page was closed or reloaded.",
                  },
                  { label: "Warned of", value: warningWords(quality.warnings) },
                ]
              : []
          }
        />
      ))}
    </div>
  );
}
