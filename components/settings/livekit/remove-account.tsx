import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { removeLivekitAccount } from "@/lib/livekit-account/actions";

/** Removes key and secret, and what was made at LiveKit, after asking. */
export function RemoveLivekit() {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="sm">
          Remove LiveKit
        </Button>
      }
      title="Remove LiveKit?"
      description="Trunk and dispatch rule are deleted at LiveKit, key and secret here. Calls reach the browser by Twilio's browser phone again."
      confirmLabel="Remove"
      danger
      action={removeLivekitAccount}
    />
  );
}
