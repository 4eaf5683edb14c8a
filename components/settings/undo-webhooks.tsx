import { WebhookFacts } from "@/components/settings/webhook-facts";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { undoWebhooks } from "@/lib/numbers/actions";
import type { NumberWebhooks } from "@/lib/twilio/numbers";

/** Brings back what the number was set to before Ringbook. */
export function UndoWebhooks({
  kept,
  agreed,
}: {
  kept: NumberWebhooks;
  agreed: { id: string; seen: string };
}) {
  return (
    <ConfirmDialog
      trigger={<Button>Undo…</Button>}
      title="Restore the previous settings?"
      description="Its calls will no longer come to Ringbook."
      confirmLabel="Undo"
      danger
      action={undoWebhooks}
      fields={agreed}
    >
      <div className="rounded-lg border border-line p-3">
        <WebhookFacts webhooks={kept} />
      </div>
    </ConfirmDialog>
  );
}
