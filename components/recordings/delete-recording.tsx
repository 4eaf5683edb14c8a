import { Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { removeRecording } from "@/lib/recordings/actions";

/** Deletes a recording for good, after asking. For admins. */
export function DeleteRecording({ id }: { id: string }) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="sm">
          <Trash2 aria-hidden className="size-4" />
          Delete recording
        </Button>
      }
      title="Delete this recording?"
      description="This permanently deletes it, here and at Twilio. The call stays in the log, with who deleted the recording and when."
      confirmLabel="Delete"
      danger
      action={removeRecording}
      fields={{ id }}
    />
  );
}
