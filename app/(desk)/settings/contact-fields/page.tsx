import type { Metadata } from "next";
import { AdminsOnly } from "@/components/settings/admins-only";
import { ContactFieldInputs } from "@/components/settings/contact-field-inputs";
import { EditInDialog } from "@/components/settings/edit-in-dialog";
import { ArchivedList, OrderedList } from "@/components/settings/ordered-list";
import { Card } from "@/components/ui/card";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { atLeast, requireMember } from "@/lib/auth/member";
import {
  archiveField,
  createField,
  moveField,
  restoreField,
  saveField,
} from "@/lib/contact-fields/actions";
import { listContactFields } from "@/lib/contact-fields/store";
import { fieldTypeNames } from "@/lib/contact-fields/types";

export const metadata: Metadata = { title: "Contact fields" };

export default async function ContactFieldsPage() {
  const member = await requireMember();
  const edits = atLeast(member, "admin");
  const all = await listContactFields(member.db, member.tenant.id, { archived: edits });
  const archived = all.filter(({ archived_at }) => archived_at !== null);
  const items = all
    .filter(({ archived_at }) => archived_at === null)
    .map((field) => ({
      id: field.id,
      name: field.name,
      detail: [fieldTypeNames[field.type], field.choices.join(", ")].filter(Boolean).join(": "),
      edit: (
        <EditInDialog id={field.id} name={field.name} action={saveField}>
          <ContactFieldInputs field={field} />
        </EditInDialog>
      ),
    }));
  return (
    <div className="flex flex-col gap-6">
      <Card
        title="Contact fields"
        description="What you keep about every contact beside name, company, numbers and emails."
        flush={items.length > 0}
      >
        {items.length > 0 ? (
          <div className="border-t border-line">
            <OrderedList
              {...{ items, edits }}
              label="Contact fields"
              move={moveField}
              archive={archiveField}
            />
          </div>
        ) : (
          <p className="text-muted">No fields of your own yet.</p>
        )}
      </Card>
      {edits ? (
        <Card title="Add a field">
          <Form action={createField} resetOnDone label="Add a field">
            <ContactFieldInputs />
            <FormNotice />
            <SubmitButton className="self-start">Add field</SubmitButton>
          </Form>
        </Card>
      ) : (
        <AdminsOnly member={member} title="Contact fields are set by admins" />
      )}
      {archived.length > 0 && (
        <Card title="Archived" description="Contacts keep what they have in these." flush>
          <div className="border-t border-line">
            <ArchivedList label="Archived fields" items={archived} restore={restoreField} />
          </div>
        </Card>
      )}
    </div>
  );
}
