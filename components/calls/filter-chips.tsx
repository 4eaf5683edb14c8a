import { X } from "lucide-react";
import Link from "next/link";
import { TextLink } from "@/components/ui/text-link";
import { type LogFilters, logAddress } from "@/lib/call-log/schema";
import { outcomeNames } from "@/lib/call-log/words/call";
import { formatDay } from "@/lib/core/time";

/** What the log is narrowed to, each with the way to lift it. */
export function FilterChips({
  filters,
  people,
  numbers,
}: {
  filters: LogFilters;
  people: { user_id: string; name: string }[];
  numbers: { id: string; label: string }[];
}) {
  const { direction, outcome, person, number, from, to } = filters;
  const chips = [
    { name: "direction", words: direction && (direction === "inbound" ? "Inbound" : "Outbound") },
    { name: "outcome", words: outcome && outcomeNames[outcome] },
    {
      name: "person",
      words: person && (people.find(({ user_id }) => user_id === person)?.name ?? "Someone else"),
    },
    {
      name: "number",
      words: number && (numbers.find(({ id }) => id === number)?.label ?? "Another number"),
    },
    { name: "from", words: from && `From ${formatDay(from)}` },
    { name: "to", words: to && `Until ${formatDay(to)}` },
  ].filter(({ words }) => words);
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Active filters" className="mt-3 flex flex-wrap items-center gap-2">
      {chips.map(({ name, words }) => (
        <li key={name}>
          <Link
            href={logAddress({ ...filters, [name]: undefined })}
            prefetch={false}
            aria-label={`Remove filter ${words}`}
            className="inline-flex h-10 items-center gap-1.5 rounded-lg bg-accent-soft px-3 text-[13px] font-medium text-accent-text hover:bg-sunken md:h-7 md:px-2"
          >
            {words}
            <X aria-hidden className="size-3.5" />
          </Link>
        </li>
      ))}
      <li className="px-1 text-[13px]">
        <TextLink href="/calls">Clear all</TextLink>
      </li>
    </ul>
  );
}
