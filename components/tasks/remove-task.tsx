import { Trash2 } from "lucide-react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { removeTask } from "@/lib/tasks/actions";

/** Deletes a task, after asking. */
export function RemoveTask({ id, title }: { id: string; title: string }) {
  return (
    <ConfirmDialog
      trigger={
        <IconButton label={`Delete ${title}`} className="-my-1.5">
          <Trash2 aria-hidden />
        </IconButton>
      }
      title="Delete this task?"
      description={`“${title}” is deleted for everyone.`}
      confirmLabel="Delete"
      danger
      action={removeTask}
      fields={{ id }}
    />
  );
}
