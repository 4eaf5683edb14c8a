import { ChevronDown } from "lucide-react";
import { FilterLinks } from "@/components/ui/filter-links";
import { Menu } from "@/components/ui/menu";
import { MenuLink } from "@/components/ui/menu-item";
import type { Colleague } from "@/lib/team/store";
import { type VoicemailFilters as Filters, voicemailAddress } from "@/lib/voicemail/schema";

/** Whose mailbox, and whether only what nobody has heard; `others`: whose the reader may open. */
export function VoicemailFilters({ filters, others }: { filters: Filters; others: Colleague[] }) {
  const { mailbox, unheard } = filters;
  const link = (label: string, wanted: Partial<Filters>, current: boolean) => ({
    href: voicemailAddress({ ...filters, ...wanted }),
    label,
    current,
  });
  const other = others.find(({ user_id }) => user_id === mailbox);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <FilterLinks
        label="Heard"
        links={[
          link("All", { unheard: false }, !unheard),
          link("Unheard", { unheard: true }, unheard),
        ]}
      />
      <FilterLinks
        label="Mailbox"
        links={[
          link("Shared and mine", { mailbox: undefined }, mailbox === undefined),
          link("Shared", { mailbox: "shared" }, mailbox === "shared"),
          link("Mine", { mailbox: "mine" }, mailbox === "mine"),
        ]}
      />
      {others.length > 0 && (
        <Menu
          face={
            <>
              {other ? `${other.name}'s mailbox` : "A colleague's mailbox"}
              <ChevronDown aria-hidden className="size-4" />
            </>
          }
          className="inline-flex h-11 items-center gap-1.5 rounded-lg border border-line px-3 text-[13px] font-medium text-muted hover:text-ink md:h-8"
        >
          {others.map(({ user_id, name, removed_at }) => (
            <MenuLink key={user_id} href={voicemailAddress({ ...filters, mailbox: user_id })}>
              {removed_at ? `${name} (left)` : name}
            </MenuLink>
          ))}
        </Menu>
      )}
    </div>
  );
}
