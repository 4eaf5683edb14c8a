import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { callListOf } from "@/app/(desk)/call-lists/[id]/call-list-of";
import { ListFields } from "@/components/call-lists/list-fields";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import { requireMember } from "@/lib/auth/member";
import { saveCallList } from "@/lib/call-lists/actions";
import { mayChange } from "@/lib/call-lists/may-change";
import { settingsOf } from "@/lib/call-lists/store";
import { listDispositions } from "@/lib/dispositions/store";

export const metadata: Metadata = { title: "Edit call list" };

export default async function EditCallListPage({ params }: { params: Promise<{ id: string }> }) {
  const member = await requireMember();
  const list = await callListOf((await params).id);
  if (!mayChange(list, member)) redirect(`/call-lists/${list.id}`);
  const settings = settingsOf(list);
  const outcomes = await listDispositions(member.db, member.tenant.id);
  return (
    <div className="max-w-2xl">
      <PageHeader title={`Edit ${settings.name}`} />
      <Card>
        <Form action={saveCallList} loaded={settings} label="Edit call list">
          <input type="hidden" name="id" value={list.id} />
          <ListFields settings={settings} outcomes={outcomes} />
          <FormNotice />
          <SubmitButton className="self-start">Save</SubmitButton>
        </Form>
      </Card>
    </div>
  );
}
