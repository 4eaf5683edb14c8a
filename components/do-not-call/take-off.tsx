import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { takeOffDoNotCall } from "@/lib/do-not-call/actions";

/** `spoken` is the number (E.164) as people read it. */
export function TakeOff({ number, spoken }: { number: string; spoken: string }) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="sm" aria-label={`Remove ${spoken} from the list`}>
          Remove
        </Button>
      }
      title={`Allow calls to ${spoken}?`}
      description="Everyone in your company can call this number again."
      confirmLabel="Remove from the list"
      action={takeOffDoNotCall}
      fields={{ number }}
    />
  );
}
