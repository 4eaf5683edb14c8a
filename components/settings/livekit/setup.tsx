import { Suspense } from "react";
import { AtLivekit } from "@/components/settings/livekit/state";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Facts } from "@/components/ui/facts";
import { Form } from "@/components/ui/form";
import { FormNotice } from "@/components/ui/form-notice";
import { Notice } from "@/components/ui/notice";
import { Spinner } from "@/components/ui/spinner";
import { SubmitButton } from "@/components/ui/submit-button";
import { formatExact } from "@/lib/core/time";
import { setUpLivekit, takeDownLivekit } from "@/lib/livekit-account/actions";
import { isMadeFromUrl } from "@/lib/livekit-account/address";
import type { LivekitSettings } from "@/lib/livekit-account/store";

type Given = {
  saved: LivekitSettings;
  tenant: { id: string; country_code: string; time_zone: string };
  /** Of the company, E.164. */
  numbers: string[];
};

/** The trunk and the dispatch rule that bring calls into rooms. */
export function LivekitSetup({ saved, tenant, numbers }: Given) {
  return (
    <Card
      title="Trunk and dispatch rule"
      description="What LiveKit needs for calls to your numbers: it lets in Twilio alone, and gives each call a room of its own."
    >
      <div className="flex flex-col gap-4">
        <SipHost saved={saved} />
        {numbers.length === 0 && (
          <Notice tone="warn">Add a phone number first: calls to it come in here.</Notice>
        )}
        {saved.set_up_at && (
          <>
            <Suspense fallback={<AskingLivekit />}>
              <AtLivekit
                {...{ tenantId: tenant.id, numbers, country: tenant.country_code }}
                reportedAt={saved.reported_at}
              />
            </Suspense>
            <Facts
              items={[
                { label: "Set up", value: formatExact(saved.set_up_at, tenant.time_zone) },
                { label: "Trunk", value: saved.trunk_id },
                { label: "Dispatch rule", value: saved.dispatch_rule_id },
              ]}
            />
          </>
        )}
        <Form action={setUpLivekit} className="flex flex-col gap-3">
          <FormNotice />
          <div className="flex flex-wrap gap-2">
            <SubmitButton variant={saved.set_up_at ? "secondary" : "primary"}>
              {saved.set_up_at ? "Check and repair" : "Set up"}
            </SubmitButton>
            {saved.set_up_at && <TakeDown />}
          </div>
        </Form>
      </div>
    </Card>
  );
}

function SipHost({ saved: { sip_host, url } }: { saved: LivekitSettings }) {
  if (!sip_host) {
    return (
      <Notice tone="warn" title="The SIP host is missing">
        Twilio doesn't know where to send calls. Enter it above.
      </Notice>
    );
  }
  if (!isMadeFromUrl(sip_host, url)) return null;
  return (
    <Notice tone="warn" title="Check the SIP host">
      {sip_host} has the name of the project's URL. In LiveKit Cloud it begins with the project's ID
      instead: copy the SIP URI from Settings → Project.
    </Notice>
  );
}

function AskingLivekit() {
  return (
    <p className="flex items-center gap-2 text-sm text-muted">
      <Spinner /> Asking LiveKit…
    </p>
  );
}

function TakeDown() {
  return (
    <ConfirmDialog
      trigger={<Button variant="ghost">Remove…</Button>}
      title="Remove trunk and dispatch rule?"
      description="Both are deleted at LiveKit. Calls reach the browser by Twilio's browser phone again."
      confirmLabel="Remove"
      danger
      action={takeDownLivekit}
    />
  );
}
