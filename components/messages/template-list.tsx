import { FileText } from "lucide-react";
import { TemplateFields } from "@/components/messages/template-fields";
import { DeleteLine } from "@/components/settings/delete-line";
import { EditInDialog } from "@/components/settings/edit-in-dialog";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { removeMessageTemplate, saveMessageTemplate } from "@/lib/messages/settings-actions";
import type { Template } from "@/lib/messages/templates";

/** A company's templates; managers and admins add, change and delete them. */
export function TemplateList({ templates, edits }: { templates: Template[]; edits: boolean }) {
  return (
    <Card
      title="Message templates"
      description={
        edits
          ? "Texts to send again and again. Choose one while writing a message."
          : "Choose one while writing a message. Managers and admins write them."
      }
      flush
    >
      <div className="border-t border-line">
        {templates.length === 0 ? (
          <EmptyState icon={<FileText />} title="No templates yet">
            A template saves typing: “Hi {"{first_name|there}"}, your quote is ready.”
          </EmptyState>
        ) : (
          <ul aria-label="Templates" className="divide-y divide-line">
            {templates.map((template) => (
              <li key={template.id} className="flex flex-wrap items-start gap-x-3 px-5 py-2.5">
                <span className="min-w-40 flex-1 break-words">
                  <span className="font-medium text-ink">{template.name}</span>
                  <span className="block whitespace-pre-line text-muted">{template.body}</span>
                </span>
                {edits && <TemplateActions template={template} />}
              </li>
            ))}
          </ul>
        )}
        {edits && (
          <div className="border-t border-line px-5 py-4">
            <Form action={saveMessageTemplate} label="New template" className="flex flex-col gap-4">
              <TemplateFields />
              <FormNotice />
              <SubmitButton className="self-start">Add template</SubmitButton>
            </Form>
          </div>
        )}
      </div>
    </Card>
  );
}

function TemplateActions({ template: { id, name, body } }: { template: Template }) {
  return (
    <span className="flex items-center">
      <EditInDialog id={id} name={name} action={saveMessageTemplate}>
        <TemplateFields name={name} body={body} />
      </EditInDialog>
      <DeleteLine
        name={name}
        title={`Delete the template “${name}”?`}
        description="Messages that were written with it stay. This can't be undone."
        action={removeMessageTemplate}
        fields={{ id }}
      />
    </span>
  );
}
