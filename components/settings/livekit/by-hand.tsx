import { Reported } from "@/components/settings/livekit/reported";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { env } from "@/lib/core/env";

/** What nobody can set for the company by an API. */
export function ByHand({ reportedAt }: { reportedAt: string | null }) {
  const url = `${env().NEXT_PUBLIC_APP_URL}/api/livekit/webhook`;
  return (
    <Card title="Two things to set by hand" description="Once, in LiveKit and in Twilio.">
      <ol className="flex list-decimal flex-col gap-4 pl-4 text-sm text-ink marker:text-muted">
        <li>
          <p>
            In LiveKit under Settings → Webhooks, add this URL and sign it with the same API key.
            Without it nobody's name stands on a call.
          </p>
          <div className="mt-1.5 flex items-start gap-2">
            <code className="min-w-0 flex-1 font-mono text-xs leading-5 wrap-anywhere">{url}</code>
            <CopyButton text={url} label="Copy the URL" />
          </div>
          <div className="mt-3">
            <Reported at={reportedAt} />
          </div>
        </li>
        <li>
          In the Twilio console under Voice → Settings, turn on Enhanced Programmable SIP Features,
          then say so above. Without it Twilio doesn't ring a phone and a room for the same call.
        </li>
      </ol>
    </Card>
  );
}
