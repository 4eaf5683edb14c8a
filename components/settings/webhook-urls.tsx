import { CopyButton } from "@/components/ui/copy-button";
import type { NumberWebhooks } from "@/lib/twilio/numbers";

/** The two URLs to paste into the Twilio console. */
export function WebhookUrls({ wanted }: { wanted: NumberWebhooks }) {
  return (
    <dl className="flex flex-col gap-4">
      <Copyable label="A call comes in" url={wanted.voice_url} />
      <Copyable label="Call status changes" url={wanted.status_callback} />
    </dl>
  );
}

function Copyable({ label, url }: { label: string; url: string }) {
  return (
    <div>
      <dt className="mb-1.5 text-sm font-medium text-ink">{label}</dt>
      <dd className="flex items-center gap-2">
        <code className="min-w-0 flex-1 rounded-lg bg-sunken px-2.5 py-2 font-mono text-xs break-all text-ink">
          {url}
        </code>
        <CopyButton text={url} label={`Copy the URL for “${label}”`} />
      </dd>
    </div>
  );
}
