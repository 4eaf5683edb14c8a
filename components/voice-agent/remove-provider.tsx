import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { removeProvider } from "@/lib/agent/provider/actions";

/** Removes the model and its key, after asking. */
export function RemoveProvider() {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="sm">
          Remove the model
        </Button>
      }
      title="Remove the model?"
      description="The address and the key are removed. Voice agents answer no more calls: they go on to the next step of their route."
      confirmLabel="Remove"
      danger
      action={removeProvider}
    />
  );
}
