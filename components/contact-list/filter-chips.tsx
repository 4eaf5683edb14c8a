import { X } from "lucide-react";
import { Link } from "@/components/ui/link";
import { pairOf, partsOf, without } from "@/lib/contact-list/address";
import type { ContactView } from "@/lib/contact-list/schema";
import { type FilterNames, partWords } from "@/lib/contact-list/words";

/** What a list is filtered by, each with a way to take it off. */
export function FilterChips({ view, names }: { view: ContactView; names: FilterNames }) {
  return partsOf(view.filter).map((part) => {
    const words = partWords(part, names);
    return (
      <Link
        key={pairOf(part).join()}
        href={without(view, part)}
        scroll={false}
        prefetch={false}
        aria-label={`Remove filter ${words}`}
        className="inline-flex h-10 max-w-64 shrink-0 items-center gap-1.5 rounded-lg bg-accent-soft pr-2 pl-3 text-[13px] font-medium text-accent-text hover:bg-accent hover:text-accent-ink md:h-8"
      >
        <span className="truncate">{words}</span>
        <X aria-hidden className="size-3.5 shrink-0" />
      </Link>
    );
  });
}
