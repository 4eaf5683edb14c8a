import { ChevronRight, ChevronsLeft } from "lucide-react";
import { LinkButton } from "@/components/ui/link-button";

type Way = { href: string; label: string };

/** Back to the beginning of a long list, and on to its next page; nothing when it has only one. */
export function Pager({ label, first, next }: { label: string; first?: Way; next?: Way }) {
  if (!first && !next) return null;
  return (
    <nav aria-label={label} className="mt-4 flex justify-between gap-3">
      {first ? (
        <LinkButton size="sm" href={first.href}>
          <ChevronsLeft aria-hidden className="size-4" />
          {first.label}
        </LinkButton>
      ) : (
        <span />
      )}
      {next && (
        <LinkButton size="sm" href={next.href}>
          {next.label}
          <ChevronRight aria-hidden className="size-4" />
        </LinkButton>
      )}
    </nav>
  );
}
