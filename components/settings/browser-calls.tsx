import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Facts } from "@/components/ui/facts";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { formatExact } from "@/lib/core/time";
import {
  checkBrowserCalls,
  turnOffBrowserCalls,
  turnOnBrowserCalls,
} from "@/lib/twilio-account/browser-calls/actions";
import type { BrowserCalls as Made } from "@/lib/twilio-account/browser-calls/store";

/** Turns calls in the browser on for the company; shows what stands in its account for them. */
export function BrowserCalls({ made, timeZone }: { made: Made | null; timeZone: string }) {
  return (
    <div id="browser-calls" className="scroll-mt-6">
      <Card
        title="Browser calls"
        description="People talk here with a headset instead of on their own phones."
        actions={made && <Badge tone="ok">On</Badge>}
      >
        {made ? <TurnedOn made={made} timeZone={timeZone} /> : <TurnedOff />}
      </Card>
    </div>
  );
}

function TurnedOff() {
  return (
    <Form action={turnOnBrowserCalls} className="flex flex-col gap-4">
      <p className="text-sm text-muted">
        This makes a TwiML app and an API key in your Twilio account, both named Ringbook. Then
        everyone chooses in their profile where calls reach them.
      </p>
      <FormNotice />
      <SubmitButton className="self-start">Turn on browser calls</SubmitButton>
    </Form>
  );
}

function TurnedOn({ made, timeZone }: { made: Made; timeZone: string }) {
  return (
    <div className="flex flex-col gap-4">
      <Facts
        items={[
          { label: "Turned on", value: formatExact(made.turned_on_at, timeZone) },
          { label: "TwiML app", value: made.application_sid },
          { label: "API key", value: made.api_key_sid },
        ]}
      />
      <Form action={checkBrowserCalls} className="flex flex-col gap-3">
        <FormNotice />
        <div className="flex flex-wrap gap-2">
          <SubmitButton variant="secondary">Check at Twilio</SubmitButton>
          <ConfirmDialog
            trigger={<Button variant="ghost">Turn off…</Button>}
            title="Turn off browser calls?"
            description="Calls ring phones only. The TwiML app and the API key are deleted at Twilio; calls in a browser end."
            confirmLabel="Turn off"
            danger
            action={turnOffBrowserCalls}
          />
        </div>
      </Form>
    </div>
  );
}
