import { Undo2 } from "lucide-react";
import { UndoMerge } from "@/components/merges/undo-merge";
import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";

/** Says that a contact was merged just now, with the way back, or that this was undone. */
export function MergedNotice({
  merge: { id, keep_name, gone_id, gone_name, undone_at },
}: {
  merge: {
    id: string;
    keep_name: string;
    gone_id: string;
    gone_name: string;
    undone_at: string | null;
  };
}) {
  if (undone_at) {
    return (
      <Notice tone="ok" title="The merge was undone">
        {keep_name} and <TextLink href={`/contacts/${gone_id}`}>{gone_name}</TextLink> are two
        contacts again. What was added since the merge stays with {keep_name}; what was changed
        since stays changed.
      </Notice>
    );
  }
  return (
    <Notice tone="ok" title={`Merged with ${gone_name}`}>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <span>Its calls, notes, tasks and numbers are here now.</span>
        <UndoMerge id={id} variant="secondary">
          <Undo2 aria-hidden className="size-4" />
          Undo
        </UndoMerge>
      </div>
    </Notice>
  );
}
