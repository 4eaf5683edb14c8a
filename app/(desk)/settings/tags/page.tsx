import { Tag } from "lucide-react";
import type { Metadata } from "next";
import { EditInDialog } from "@/components/settings/edit-in-dialog";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { TextField } from "@/components/ui/text-field";
import { TextLink } from "@/components/ui/text-link";
import { atLeast, requireMember } from "@/lib/auth/member";
import { removeTag, renameTag } from "@/lib/tags/actions";
import { listTags } from "@/lib/tags/store";

export const metadata: Metadata = { title: "Tags" };

export default async function TagsPage() {
  const member = await requireMember();
  const tags = await listTags(member.db, member.tenant.id);
  const edits = atLeast(member, "manager");
  return (
    <Card
      title="Tags"
      description={
        edits
          ? "A change shows on every contact that has the tag. New ones are typed on contacts."
          : "New ones are typed on contacts; managers and admins rename and delete them."
      }
      flush
    >
      <div className="border-t border-line">
        {tags.length === 0 ? (
          <EmptyState icon={<Tag />} title="No tags yet">
            Type one on a contact, or add it to many in the list of contacts.
          </EmptyState>
        ) : (
          <ul aria-label="Tags" className="divide-y divide-line">
            {tags.map((tag) => (
              <li key={tag.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-5 py-2.5">
                <span className="min-w-40 flex-1 break-words">
                  <TextLink href={`/contacts?tag=${tag.id}`}>{tag.name}</TextLink>
                </span>
                {edits && <TagActions {...tag} />}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

function TagActions({ id, name }: { id: string; name: string }) {
  return (
    <span className="flex items-center">
      <EditInDialog id={id} name={name} action={renameTag}>
        <TextField
          label="Name"
          name="name"
          maxLength={40}
          autoComplete="off"
          required
          defaultValue={name}
        />
      </EditInDialog>
      <ConfirmDialog
        trigger={
          <Button
            variant="ghost"
            size="sm"
            className="text-danger-text"
            aria-label={`Delete ${name}`}
          >
            Delete
          </Button>
        }
        title={`Delete the tag “${name}”?`}
        description="It is taken off every contact. This cannot be undone."
        confirmLabel="Delete"
        danger
        action={removeTag}
        fields={{ id }}
      />
    </span>
  );
}
