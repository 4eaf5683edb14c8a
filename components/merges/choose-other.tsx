import { SearchX } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { mergePath } from "@/lib/merges/side";

type Other = { id: string; name: string; detail: string };

/** Contacts to merge with one, each a link to the preview. */
export function ChooseOther({ id, others }: { id: string; others: Other[] }) {
  if (others.length === 0) {
    return (
      <EmptyState icon={<SearchX />} title="No other contacts found">
        Search by name, company or number.
      </EmptyState>
    );
  }
  return (
    <ul aria-label="Contacts to merge with" className="divide-y divide-line">
      {others.map((other) => (
        <li key={other.id}>
          <Link
            href={mergePath(id, other.id)}
            prefetch={false}
            className="flex flex-wrap items-baseline gap-x-3 px-5 py-3 -outline-offset-2 hover:bg-sunken/60"
          >
            <span className="font-medium break-words text-ink">{other.name}</span>
            <span className="text-[13px] break-words text-muted tabular-nums">{other.detail}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
