import { Trash2 } from "lucide-react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { removeLoggedCall } from "@/lib/logged-calls/actions";

/** Deletes a logged call, after asking. */
export function RemoveLoggedCall({ id, title }: { id: string; title: string }) {
  return (
    <ConfirmDialog
      trigger={
        <IconButton label={`Delete “${title}”`} className="-my-1.5">
          <Trash2 aria-hidden />
        </IconButton>
      }
      title="Delete this logged call?"
      description={`“${title}” and its note are deleted for everyone.`}
      confirmLabel="Delete"
      danger
      action={removeLoggedCall}
      fields={{ id }}
    />
  );
}
