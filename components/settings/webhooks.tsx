import { SendCallsHere } from "@/components/settings/send-calls-here";
import { UndoWebhooks } from "@/components/settings/undo-webhooks";
import { WebhookFacts } from "@/components/settings/webhook-facts";
import { Notice } from "@/components/ui/notice";
import { Spinner } from "@/components/ui/spinner";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { fingerprint, planWebhooks, type WebhookPlan } from "@/lib/numbers/decide";
import { type PhoneNumber, readKeptWebhooks } from "@/lib/numbers/store";
import { readAtTwilio, wantedWebhooks } from "@/lib/numbers/webhooks";

/** Asks Twilio where the number's calls go, and offers to bring them here or back. */
export async function Webhooks({ member, number }: { member: Member; number: PhoneNumber }) {
  const atTwilio = await readAtTwilio(member, number).catch((error: unknown) => {
    if (error instanceof AppError) return error;
    throw error;
  });
  if (atTwilio instanceof AppError) return <Notice tone="warn">{atTwilio.message}</Notice>;
  const plan = planWebhooks(atTwilio.webhooks, wantedWebhooks());
  const kept = await readKeptWebhooks(member.db, member.tenant.id, number.id);
  const agreed = { id: number.id, seen: fingerprint(atTwilio.webhooks) };
  return (
    <div className="flex flex-col gap-4">
      <PlanNotice plan={plan} />
      <WebhookFacts webhooks={atTwilio.webhooks} />
      <div className="flex flex-wrap gap-2 empty:hidden">
        {plan.kind !== "set" && (
          <SendCallsHere
            plan={plan}
            now={atTwilio.webhooks}
            wanted={wantedWebhooks()}
            agreed={agreed}
          />
        )}
        {kept && <UndoWebhooks kept={kept} agreed={agreed} />}
      </div>
    </div>
  );
}

export function AskingTwilio() {
  return (
    <p className="flex min-h-40 items-center justify-center gap-2 text-sm text-muted">
      <Spinner /> Asking Twilio…
    </p>
  );
}

function PlanNotice({ plan }: { plan: WebhookPlan }) {
  switch (plan.kind) {
    case "set":
      return <Notice tone="ok">Incoming calls are routed to Ringbook.</Notice>;
    case "free":
      return <Notice tone="warn">Incoming calls aren't routed yet.</Notice>;
    case "replace":
      return <Notice tone="warn">Incoming calls are routed somewhere else.</Notice>;
    case "overridden":
      return (
        <Notice tone="warn">
          {plan.by === "app"
            ? `A TwiML app (${plan.sid}) handles this number's calls; the URLs below have no effect.`
            : `A SIP trunk (${plan.sid}) handles this number's calls; the URLs below have no effect.`}
        </Notice>
      );
  }
}
