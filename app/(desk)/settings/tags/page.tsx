import { Tag } from "lucide-react";
import type { Metadata } from "next";
import { TagActions } from "@/components/tags/tag-actions";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";
import { atLeast, requireMember } from "@/lib/auth/member";
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
          : "New ones are typed on contacts; managers and admins rename, merge and delete them."
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
                {edits && <TagActions tag={tag} others={tags.filter(({ id }) => id !== tag.id)} />}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}
