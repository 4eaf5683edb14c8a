import { ArrowDown, ArrowUp } from "lucide-react";
import { Link } from "@/components/ui/link";
import { HeadCell } from "@/components/ui/table";
import { viewAddress } from "@/lib/contact-list/address";
import type { ContactView, Sort } from "@/lib/contact-list/schema";
import { newestFirst } from "@/lib/contact-list/words";

/** The head of a column that the list can be sorted by; sorted by it, the other way round. */
export function SortHead({
  by,
  view,
  order,
  className,
  children,
}: {
  by: Sort;
  view: ContactView;
  /** How the list is sorted. */
  order: { by: string; descending: boolean };
  className?: string;
  children: string;
}) {
  const here = order.by === by;
  const descending = here ? !order.descending : newestFirst[by];
  const Arrow = order.descending ? ArrowDown : ArrowUp;
  return (
    <HeadCell
      aria-sort={here ? (order.descending ? "descending" : "ascending") : undefined}
      className={className}
    >
      <Link
        href={viewAddress({ ...view, sort: { by, descending } })}
        prefetch={false}
        scroll={false}
        className="inline-flex items-center gap-1 rounded-sm hover:text-ink"
      >
        {children}
        {here && <Arrow aria-hidden className="size-3" />}
      </Link>
    </HeadCell>
  );
}
