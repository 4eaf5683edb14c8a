import type { Metadata } from "next";
import { AccountState } from "@/components/settings/account-state";
import { AdminsOnly } from "@/components/settings/admins-only";
import { TwilioForm } from "@/components/settings/twilio-form";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { atLeast, requireMember } from "@/lib/auth/member";
import { listPhoneNumbers } from "@/lib/numbers/store";
import { readTwilioAccount } from "@/lib/twilio-account/store";

export const metadata: Metadata = { title: "Twilio account" };

export default async function TwilioPage() {
  const member = await requireMember();
  if (!atLeast(member, "admin")) return <AdminsOnly member={member} />;
  const { db, tenant } = member;
  const [account, numbers] = await Promise.all([
    readTwilioAccount(db, tenant.id),
    listPhoneNumbers(db, tenant.id),
  ]);
  return (
    <div className="flex flex-col gap-6">
      {account && <AccountState account={account} timeZone={tenant.time_zone} />}
      <Card
        title="Twilio account"
        description="Your company's own Twilio account. Its bill is between you and Twilio."
        actions={account?.verified_at && <Badge tone="ok">Connected</Badge>}
      >
        <TwilioForm account={account} />
      </Card>
      {account?.verified_at && (
        <Card
          title="Phone numbers"
          description={
            numbers.length > 0
              ? "What customers dial, whom it rings, and what they see when you call."
              : "Next: add a number, so that you can call and be called."
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
    </div>
  );
}
