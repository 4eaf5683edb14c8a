import { ListChecks, Plus } from "lucide-react";
import type { Metadata } from "next";
import { ListsTable } from "@/components/call-lists/lists-table";
import { Live } from "@/components/live/live";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLinks } from "@/components/ui/filter-links";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { requireMember } from "@/lib/auth/member";
import { readNames } from "@/lib/call-lists/names";
import { CallListsQuery } from "@/lib/call-lists/schema";
import { listCallLists, readFigures } from "@/lib/call-lists/store";
import { readCursor } from "@/lib/call-log/cursor";

export const metadata: Metadata = { title: "Call lists" };

const pageSize = 20;

export default async function CallListsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const { db, tenant } = await requireMember();
  const query = await searchParams;
  const { done } = CallListsQuery.parse(query);
  const before = readCursor(query.before);
  const [{ rows, next }, { labels, names }] = await Promise.all([
    listCallLists(db, tenant.id, { done, before, size: pageSize }),
    readNames(db, tenant.id),
  ]);
  const figures = await readFigures(
    db,
    rows.map(({ id }) => id),
  );
  const address = done ? "/call-lists?done=1" : "/call-lists";
  const add = (
    <LinkButton variant="primary" href="/call-lists/new">
      <Plus aria-hidden className="size-4" />
      New call list
    </LinkButton>
  );
  return (
    <>
      <Live on={[{ subject: "call_lists" }, { subject: "call_list_entries" }]} />
      <PageHeader title="Call lists" actions={add} />
      <div className="mb-4">
        <FilterLinks
          label="Which lists"
          links={[
            { href: "/call-lists", label: "Open", current: !done },
            { href: "/call-lists?done=1", label: "Finished", current: done },
          ]}
        />
      </div>
      <Card flush>
        {rows.length > 0 ? (
          <ListsTable rows={rows} figures={figures} labels={labels} names={names} />
        ) : (
          <EmptyState
            icon={<ListChecks />}
            title={done ? "No list is finished yet" : "No call lists yet"}
          >
            A call list gives you one contact after the other, and nobody gets the same one. Search
            your contacts, then choose “Call these contacts”.
          </EmptyState>
        )}
      </Card>
      <Pager
        label="Pages of call lists"
        first={before ? { href: address, label: "Newest" } : undefined}
        next={
          next ? { href: `${address}${done ? "&" : "?"}before=${next}`, label: "Older" } : undefined
        }
      />
    </>
  );
}
