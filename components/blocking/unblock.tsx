import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { unblockCaller } from "@/lib/blocking/actions";

/** `spoken` is the number (E.164) as people read it. */
export function Unblock({ number, spoken }: { number: string; spoken: string }) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="sm" aria-label={`Unblock ${spoken}`}>
          Unblock
        </Button>
      }
      title={`Unblock ${spoken}?`}
      description="Calls from this number ring your phones again."
      confirmLabel="Unblock"
      action={unblockCaller}
      fields={{ number }}
    />
  );
}
