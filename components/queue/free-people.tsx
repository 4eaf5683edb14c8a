import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { availabilityWords, type Person } from "@/lib/routing/people";

/** Everybody of the company, those first who can be rung. */
export function FreePeople({ people }: { people: readonly Person[] }) {
  const free = people.filter(({ availability }) => availability === "free");
  const others = people.filter(({ availability }) => availability !== "free");
  return (
    <Card title="People" description={`${free.length} of ${people.length} free`} flush>
      <ul aria-label="People" className="divide-y divide-line">
        {[...free, ...others].map(({ user_id, name, availability }) => (
          <li key={user_id} className="flex items-center gap-3 px-5 py-2.5">
            <span className="min-w-0 flex-1 truncate text-sm text-ink">{name}</span>
            <Badge tone={availability === "free" ? "ok" : "neutral"}>
              {availabilityWords(availability)}
            </Badge>
          </li>
        ))}
      </ul>
    </Card>
  );
}
