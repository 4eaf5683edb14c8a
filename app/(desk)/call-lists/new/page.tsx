import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { ListFields } from "@/components/call-lists/list-fields";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { OnceId } from "@/components/ui/once-id";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import { requireMember } from "@/lib/auth/member";
import { createCallList } from "@/lib/call-lists/actions";
import { defaultSettings } from "@/lib/call-lists/defaults";
import { NewCallListQuery, type Wanted } from "@/lib/call-lists/schema";
import { listDispositions } from "@/lib/dispositions/store";

export const metadata: Metadata = { title: "New call list" };

export default async function NewCallListPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const { db, tenant } = await requireMember();
  const wanted = NewCallListQuery.parse(await searchParams);
  const outcomes = await listDispositions(db, tenant.id);
  return (
    <div className="max-w-2xl">
      <PageHeader title="New call list" description={whoWords(wanted)} />
      <Card>
        <Form action={createCallList} label="New call list">
          <OnceId id={randomUUID()} />
          <input type="hidden" name="ids" value={wanted.ids.join(",")} />
          <input type="hidden" name="q" value={wanted.q} />
          <input type="hidden" name="view" value={wanted.view} />
          {wanted.missed && <input type="hidden" name="missed" value="1" />}
          {wanted.mine && <input type="hidden" name="mine" value="1" />}
          <ListFields settings={defaultSettings(outcomes)} outcomes={outcomes} />
          <FormNotice />
          <SubmitButton className="self-start">Create call list</SubmitButton>
        </Form>
      </Card>
    </div>
  );
}

/** Who is to be on the list. */
function whoWords({ ids, view, missed, mine, q }: Wanted): string {
  if (ids.length > 0) return ids.length === 1 ? "1 contact" : `${ids.length} contacts`;
  if (missed) {
    const whose = mine ? "Your missed callers" : "Missed callers";
    return `${whose} who are contacts, the longest waiting first`;
  }
  if (view) return "All contacts of the chosen view, by name";
  return q ? `All contacts that match “${q}”, by name` : "All contacts, by name";
}
