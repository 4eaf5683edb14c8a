import { WebhookFacts } from "@/components/settings/webhook-facts";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { sendCallsHere } from "@/lib/numbers/actions";
import type { WebhookPlan } from "@/lib/numbers/decide";
import type { NumberWebhooks } from "@/lib/twilio/numbers";

function question(plan: WebhookPlan): string {
  switch (plan.kind) {
    case "overridden":
      return plan.by === "app"
        ? "The TwiML app will no longer handle this number's calls. You can undo this here."
        : "The SIP trunk will no longer handle this number's calls. You can undo this here.";
    case "replace":
      return "This replaces the current settings at Twilio. You can undo this here.";
    case "free":
    case "set":
      return "Twilio will send this number's calls to Ringbook.";
  }
}

/** Shows what is set at Twilio and what will be, and asks. */
export function SendCallsHere({
  plan,
  now,
  wanted,
  agreed,
}: {
  plan: WebhookPlan;
  now: NumberWebhooks;
  wanted: NumberWebhooks;
  agreed: { id: string; seen: string };
}) {
  return (
    <ConfirmDialog
      trigger={<Button variant="primary">Route calls to Ringbook</Button>}
      title="Route this number's calls to Ringbook?"
      description={question(plan)}
      confirmLabel={plan.kind === "free" ? "Route calls to Ringbook" : "Replace"}
      action={sendCallsHere}
      fields={agreed}
    >
      <div className="flex flex-col gap-3 rounded-lg border border-line p-3">
        <p className="text-xs font-medium text-muted">Now</p>
        <WebhookFacts webhooks={now} />
        <p className="border-t border-line pt-3 text-xs font-medium text-muted">Then</p>
        <WebhookFacts webhooks={wanted} />
      </div>
    </ConfirmDialog>
  );
}
