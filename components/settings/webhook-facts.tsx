import type { NumberWebhooks } from "@/lib/twilio/numbers";

/** Where a number's calls go, in the Twilio console's own words. */
export function WebhookFacts({ webhooks }: { webhooks: NumberWebhooks }) {
  const { trunk_sid, voice_application_sid } = webhooks;
  return (
    <dl className="flex flex-col gap-2.5">
      {trunk_sid && <Fact label="SIP trunk" value={trunk_sid} />}
      {voice_application_sid && <Fact label="TwiML app" value={voice_application_sid} />}
      <Fact label="A call comes in" method={webhooks.voice_method} value={webhooks.voice_url} />
      <Fact
        label="Call status changes"
        method={webhooks.status_callback_method}
        value={webhooks.status_callback}
      />
    </dl>
  );
}

function Fact({ label, method, value }: { label: string; method?: string; value: string }) {
  return (
    <div>
      <dt className="text-[13px] text-muted">
        {label}
        {value && method && <span className="text-faint"> · {method}</span>}
      </dt>
      <dd className="mt-0.5 wrap-anywhere">
        {value ? (
          <span className="font-mono text-xs leading-5 text-ink">{value}</span>
        ) : (
          <span className="text-sm text-muted">Not set</span>
        )}
      </dd>
    </div>
  );
}
