import type { Metadata } from "next";
import { BlockForm } from "@/components/blocking/block-form";
import { BlockedList } from "@/components/blocking/blocked-list";
import { PolicyForm } from "@/components/blocking/policy-form";
import { Card } from "@/components/ui/card";
import { Pager } from "@/components/ui/pager";
import { atLeast, requireMember } from "@/lib/auth/member";
import { listBlocked } from "@/lib/blocking/store";
import { readCursor } from "@/lib/call-log/cursor";
import { readTenant } from "@/lib/company/store";

export const metadata: Metadata = { title: "Blocked callers" };

const here = "/settings/blocked-callers";

export default async function BlockedCallersPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const member = await requireMember();
  const { db, tenant } = member;
  const before = readCursor((await searchParams).before);
  const [{ rows, next }, policy] = await Promise.all([
    listBlocked(db, tenant.id, { before, size: 50 }),
    atLeast(member, "admin") ? readTenant(db, tenant.id) : null,
  ]);
  return (
    <div className="flex flex-col gap-6">
      {policy && (
        <Card title="What they get">
          <PolicyForm
            policy={{
              blocked_calls: policy.blocked_calls,
              anonymous_calls: policy.anonymous_calls,
            }}
          />
        </Card>
      )}
      <Card title="Blocked callers" description="Their calls ring nobody." flush>
        <div className="px-5 pb-5">
          <BlockForm />
        </div>
        <div className="border-t border-line">
          <BlockedList callers={rows} tenant={tenant} />
        </div>
      </Card>
      <Pager
        label="Pages of blocked callers"
        first={before ? { href: here, label: "Newest" } : undefined}
        next={next ? { href: `${here}?before=${next}`, label: "Older" } : undefined}
      />
    </div>
  );
}
