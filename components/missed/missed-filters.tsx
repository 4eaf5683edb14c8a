import { FilterLinks } from "@/components/ui/filter-links";
import { type MissedFilters as Filters, missedAddress } from "@/lib/missed/schema";

/** Whose callers, and whether they are still to be called back. */
export function MissedFilters({ filters }: { filters: Filters }) {
  const { mine, done } = filters;
  const link = (label: string, wanted: Partial<Filters>, current: boolean) => ({
    href: missedAddress({ ...filters, ...wanted }),
    label,
    current,
  });
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-2">
      <FilterLinks
        label="Status"
        links={[link("To call back", { done: false }, !done), link("Done", { done: true }, done)]}
      />
      <FilterLinks
        label="Whose"
        links={[link("All", { mine: false }, !mine), link("Mine", { mine: true }, mine)]}
      />
    </div>
  );
}
