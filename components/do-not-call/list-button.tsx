import { Ban } from "lucide-react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { TextField } from "@/components/ui/text-field";
import { addDoNotCall } from "@/lib/do-not-call/actions";

/**
 * Puts a number (E.164) on the do-not-call list; `spoken` is how people read it. For managers and
 * admins.
 */
export function ListButton({ number, spoken }: { number: string; spoken: string }) {
  return (
    <ConfirmDialog
      trigger={
        <IconButton label={`Add ${spoken} to the do-not-call list`}>
          <Ban aria-hidden />
        </IconButton>
      }
      title={`Add ${spoken} to the do-not-call list?`}
      description="Nobody in your company can call this number until it's removed from the list in Settings → Calling."
      confirmLabel="Add to do-not-call list"
      danger
      action={addDoNotCall}
      fields={{ number }}
    >
      <TextField
        label="Note (optional)"
        name="note"
        maxLength={200}
        autoComplete="off"
        placeholder="Why, or who asked"
      />
    </ConfirmDialog>
  );
}
