import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { removeNumber } from "@/lib/numbers/actions";

/** Takes a number out of Ringbook; its calls stay. */
export function RemoveNumber({ id, spoken }: { id: string; spoken: string }) {
  return (
    <ConfirmDialog
      trigger={<Button>Remove…</Button>}
      title={`Remove ${spoken}?`}
      description="Ringbook will stop answering it and calling from it. Its calls stay in the log, and you keep the number at Twilio."
      confirmLabel="Remove number"
      danger
      action={removeNumber}
      fields={{ id }}
    />
  );
}
