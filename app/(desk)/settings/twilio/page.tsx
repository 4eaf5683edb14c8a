import type { Metadata } from "next";
import { Suspense } from "react";
import { AccountState } from "@/components/settings/account-state";
import { AdminsOnly } from "@/components/settings/admins-only";
import { TwilioForm } from "@/components/settings/twilio-form";
import { WebhookUrls } from "@/components/settings/webhook-urls";
import { Webhooks, WebhooksLoading } from "@/components/settings/webhooks";
import { Card } from "@/components/ui/card";
import { atLeast, requireMember } from "@/lib/auth/member";
import { readPhoneNumber, readTwilioAccount } from "@/lib/numbers/store";
import { wantedWebhooks } from "@/lib/numbers/webhooks";
import { listColleagues, listPhones } from "@/lib/team/store";

export const metadata: Metadata = { title: "Twilio" };

export default async function TwilioPage() {
  const member = await requireMember();
  if (!atLeast(member, "admin")) return <AdminsOnly member={member} />;
  const { db, tenant } = member;
  const [account, number, colleagues, phones] = await Promise.all([
    readTwilioAccount(db, tenant.id),
    readPhoneNumber(db, tenant.id),
    listColleagues(db, tenant.id),
    listPhones(db, tenant.id),
  ]);
  const people = colleagues.map(({ user_id, name }) => ({
    user_id,
    name,
    phone: phones.get(user_id) ?? ("none" as const),
  }));
  return (
    <div className="flex flex-col gap-6">
      {account && <AccountState account={account} timeZone={tenant.time_zone} />}
      <Card
        title="Connection"
        description="Your company's own Twilio account. Its bill is between you and Twilio."
      >
        <TwilioForm
          account={account}
          number={number}
          people={people}
          country={tenant.country_code}
        />
      </Card>
      {account?.verified_at && number && (
        <Card
          title="Incoming calls"
          description="Where Twilio sends this number's calls, asked just now."
        >
          <Suspense fallback={<WebhooksLoading />}>
            <Webhooks member={member} number={number} />
          </Suspense>
        </Card>
      )}
      <Card
        title="By hand in the Twilio console"
        description="Phone numbers → your number → Voice configuration. Choose Webhook and HTTP POST."
      >
        <WebhookUrls wanted={wantedWebhooks()} />
      </Card>
    </div>
  );
}
