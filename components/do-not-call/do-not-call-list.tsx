import { Ban } from "lucide-react";
import { AddForm } from "@/components/do-not-call/add-form";
import { NumberSearch } from "@/components/do-not-call/number-search";
import { NumberTable } from "@/components/do-not-call/number-table";
import { PasteDialog } from "@/components/do-not-call/paste-dialog";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Pager } from "@/components/ui/pager";
import { atLeast, type Member } from "@/lib/auth/member";
import { readCursor } from "@/lib/call-log/cursor";
import { listDoNotCall } from "@/lib/do-not-call/store";

const here = "/settings/calling";
const pageSize = 50;
/** A list that fits on a screen needs no search. */
const short = 10;

/** The company's do-not-call list; managers and admins change it. */
export async function DoNotCallList({
  member,
  query,
  before,
}: {
  member: Member;
  query: string;
  before: string | undefined;
}) {
  const { rows, next } = await listDoNotCall(member.db, member.tenant.id, {
    country: member.tenant.country_code,
    query,
    before: readCursor(before),
    size: pageSize,
  });
  const canChange = atLeast(member, "manager");
  const search = query !== "" || before !== undefined || rows.length > short;
  const more = new URLSearchParams({ ...(query && { q: query }), ...(next && { before: next }) });
  return (
    <div>
      <Card
        title="Do not call"
        description="Numbers that nobody in your company can call from Ringbook."
        actions={canChange && <PasteDialog />}
        flush
      >
        {canChange && (
          <div className="px-5 pb-5">
            <AddForm />
          </div>
        )}
        {search && (
          <div className="border-t border-line p-5">
            <NumberSearch query={query} />
          </div>
        )}
        <div className="border-t border-line">
          {rows.length > 0 ? (
            <NumberTable numbers={rows} tenant={member.tenant} canChange={canChange} />
          ) : (
            <EmptyState
              icon={<Ban />}
              title={query ? `Nothing found for “${query}”` : "No numbers on the list"}
            >
              {!query && "Add people who asked not to be called."}
            </EmptyState>
          )}
        </div>
      </Card>
      <Pager
        label="Pages of the do-not-call list"
        first={query || before ? { href: here, label: "Whole list" } : undefined}
        next={next ? { href: `${here}?${more}`, label: "Older entries" } : undefined}
      />
    </div>
  );
}
