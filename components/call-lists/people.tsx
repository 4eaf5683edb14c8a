import { PeopleTable } from "@/components/call-lists/people-table";
import { Card } from "@/components/ui/card";
import { FilterLinks } from "@/components/ui/filter-links";
import { Pager } from "@/components/ui/pager";
import { TextLink } from "@/components/ui/text-link";
import type { Member } from "@/lib/auth/member";
import type { EntryState } from "@/lib/call-lists/schema";
import { listEntries } from "@/lib/call-lists/store";
import { entryStateNames } from "@/lib/call-lists/words";

const pageSize = 50;
const states = ["waiting", "claimed", "done", "skipped"] as const;

/** Who is on a list, in one state at a time. */
export async function People({
  listId,
  state,
  after,
  labels,
  names,
  member,
}: {
  listId: string;
  state: EntryState;
  /** The place that the page comes after. */
  after: number;
  labels: ReadonlyMap<string, string>;
  names: ReadonlyMap<string, string>;
  member: Member;
}) {
  const page = { state, after, size: pageSize };
  const { rows, next } = await listEntries(member.db, member.tenant.id, listId, page);
  const address = (show: EntryState, from?: number) =>
    `/call-lists/${listId}?show=${show}${from ? `&after=${from}` : ""}`;
  return (
    <section aria-label="People">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <div className="max-w-full overflow-x-auto">
          <FilterLinks
            label="Which people"
            links={states.map((each) => ({
              href: address(each),
              label: entryStateNames[each],
              current: each === state,
            }))}
          />
        </div>
        <TextLink href={`/call-lists/${listId}`} scroll={false}>
          Hide
        </TextLink>
      </div>
      <Card flush>
        {rows.length > 0 ? (
          <PeopleTable rows={rows} state={state} labels={labels} names={names} member={member} />
        ) : (
          <p className="px-5 py-6 text-sm text-muted">Nobody here.</p>
        )}
      </Card>
      <Pager
        label="Pages of people"
        first={after ? { href: address(state), label: "First page" } : undefined}
        next={next ? { href: address(state, next), label: "Next page" } : undefined}
      />
    </section>
  );
}
