import type { Metadata } from "next";
import { AccountState } from "@/components/settings/account-state";
import { AdminsOnly } from "@/components/settings/admins-only";
import { BrowserCalls } from "@/components/settings/browser-calls";
import { TwilioForm } from "@/components/settings/twilio-form";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { atLeast, requireMember } from "@/lib/auth/member";
import { listPhoneNumbers } from "@/lib/numbers/store";
import { readBrowserCalls } from "@/lib/twilio-account/browser-calls/store";
import { readTwilioAccount } from "@/lib/twilio-account/store";

export const metadata: Metadata = { title: "Twilio account" };

export default async function TwilioPage() {
  const member = await requireMember();
  if (!atLeast(member, "admin")) return <AdminsOnly member={member} />;
  const { db, tenant } = member;
  const [account, numbers, browserCalls] = await Promise.all([
    readTwilioAccount(db, tenant.id),
    listPhoneNumbers(db, tenant.id),
    readBrowserCalls(db, tenant.id),
  ]);
  return (
    <div className="flex flex-col gap-6">
      {account && <AccountState account={account} timeZone={tenant.time_zone} />}
      <Card
        title="Twilio account"
        description="Your company's own Twilio account. Twilio bills you directly."
        actions={account?.verified_at && <Badge tone="ok">Connected</Badge>}
      >
        <TwilioForm account={account} />
      </Card>
      {account?.verified_at && (
        <Card
          title="Phone numbers"
          description={
            numbers.length > 0
              ? "The numbers customers call and see, and who each one rings."
              : "Next: add a number to make and take calls."
          }
          actions={
            <LinkButton
              href="/settings/numbers"
              size="sm"
              variant={numbers.length > 0 ? "secondary" : "primary"}
            >
              {numbers.length > 0 ? "Show numbers" : "Add a number"}
            </LinkButton>
          }
        />
      )}
      {account?.verified_at && <BrowserCalls made={browserCalls} timeZone={tenant.time_zone} />}
    </div>
  );
}
