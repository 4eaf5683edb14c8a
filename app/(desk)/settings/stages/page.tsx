import type { Metadata } from "next";
import { AdminsOnly } from "@/components/settings/admins-only";
import { EditInDialog } from "@/components/settings/edit-in-dialog";
import { ArchivedList, OrderedList } from "@/components/settings/ordered-list";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { atLeast, requireMember } from "@/lib/auth/member";
import {
  archiveStage,
  createStage,
  moveStage,
  renameStage,
  restoreStage,
} from "@/lib/stages/actions";
import { listStages } from "@/lib/stages/store";

export const metadata: Metadata = { title: "Stages" };

export default async function StagesPage() {
  const member = await requireMember();
  const edits = atLeast(member, "admin");
  const all = await listStages(member.db, member.tenant.id, { archived: edits });
  const archived = all.filter(({ archived_at }) => archived_at !== null);
  const field = { label: "Name", name: "name", maxLength: 40, autoComplete: "off", required: true };
  const items = all
    .filter(({ archived_at }) => archived_at === null)
    .map(({ id, name }) => ({
      ...{ id, name },
      edit: (
        <EditInDialog id={id} name={name} action={renameStage}>
          <TextField {...field} defaultValue={name} />
        </EditInDialog>
      ),
    }));
  return (
    <div className="flex flex-col gap-6">
      <Card title="Stages" description="How far a contact has come, from first to last." flush>
        <div className="border-t border-line">
          <OrderedList
            {...{ items, edits }}
            label="Stages"
            move={moveStage}
            archive={archiveStage}
          />
        </div>
      </Card>
      {edits ? (
        <Card title="Add a stage">
          <Form action={createStage} resetOnDone label="Add a stage">
            <TextField {...field} className="sm:max-w-sm" />
            <FormNotice />
            <SubmitButton className="self-start">Add stage</SubmitButton>
          </Form>
        </Card>
      ) : (
        <AdminsOnly member={member} title="Stages are set by admins" />
      )}
      {archived.length > 0 && (
        <Card title="Archived" description="Contacts that are in one of these stay in it." flush>
          <div className="border-t border-line">
            <ArchivedList label="Archived stages" items={archived} restore={restoreStage} />
          </div>
        </Card>
      )}
    </div>
  );
}
