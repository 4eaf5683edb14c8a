import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { stopTranscription } from "@/lib/transcription/actions";

/** Removes the provider and its key, after asking. */
export function StopTranscription() {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="sm">
          Stop transcribing
        </Button>
      }
      title="Stop transcribing?"
      description="The address and the key are removed. Texts that are there stay; new recordings have none."
      confirmLabel="Stop"
      danger
      action={stopTranscription}
    />
  );
}
