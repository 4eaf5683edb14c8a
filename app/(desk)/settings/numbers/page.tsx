import { Phone } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { CallerIds } from "@/components/numbers/caller-ids";
import { LocalPresence } from "@/components/numbers/local-presence";
import { StaleReleases } from "@/components/numbers/stale-releases";
import { AddNumber } from "@/components/settings/add-number";
import { AdminsOnly } from "@/components/settings/admins-only";
import { NumberList } from "@/components/settings/number-list";
import { AskingTwilio } from "@/components/settings/webhooks";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { atLeast, requireMember } from "@/lib/auth/member";
import { readTenant } from "@/lib/company/store";
import { daysAgo } from "@/lib/core/time";
import { readCallerIds } from "@/lib/numbers/caller-id-store";
import { peopleToRing } from "@/lib/numbers/people";
import { readPrices } from "@/lib/numbers/prices";
import { listFollowable } from "@/lib/numbers/routes";
import { listStaleReleases } from "@/lib/numbers/stale";
import { listPhoneNumbers, readActivity } from "@/lib/numbers/store";
import { listAtTwilio } from "@/lib/numbers/webhooks";
import { listColleagues, listPhones } from "@/lib/team/store";
import { readTwilioAccount } from "@/lib/twilio-account/store";

export const metadata: Metadata = { title: "Phone numbers" };

export default async function NumbersPage() {
  const member = await requireMember();
  if (!atLeast(member, "admin")) return <AdminsOnly member={member} />;
  const { db, tenant } = member;
  const [account, numbers, colleagues, phones, routes, activity, callerIds, settings, stale] =
    await Promise.all([
      readTwilioAccount(db, tenant.id),
      listPhoneNumbers(db, tenant.id),
      listColleagues(db, tenant.id),
      listPhones(db, tenant.id),
      listFollowable(db, tenant.id),
      readActivity(db, daysAgo(30)),
      readCallerIds(db, tenant.id),
      readTenant(db, tenant.id),
      listStaleReleases(db, tenant.id, new Date()),
    ]);
  const connected = Boolean(account?.verified_at);
  if (!connected && numbers.length === 0) return <ConnectFirst />;
  // Asked once for the list and the choice; both wait for it on their own.
  const atTwilio = connected ? listAtTwilio(member) : null;
  return (
    <div className="flex flex-col gap-6">
      {stale.length > 0 && <StaleReleases numbers={stale} country={tenant.country_code} />}
      {numbers.length > 0 && (
        <Card
          title="Phone numbers"
          description="The numbers customers call and see, and what happens when they call."
          flush
          actions={connected && <BuyLink />}
        >
          <NumberList
            numbers={numbers}
            people={colleagues}
            routes={routes}
            country={tenant.country_code}
            atTwilio={atTwilio}
            activity={activity}
            prices={atTwilio && readPrices(member, atTwilio)}
          />
        </Card>
      )}
      {atTwilio ? (
        <Card
          title={numbers.length > 0 ? "Add another number" : "Add your first number"}
          description="Choose one from your Twilio account, or buy a new one."
          actions={numbers.length === 0 && <BuyLink />}
        >
          <Suspense fallback={<AskingTwilio />}>
            <AddNumber
              atTwilio={atTwilio}
              added={numbers}
              people={peopleToRing(colleagues, phones)}
              routes={routes}
              country={tenant.country_code}
            />
          </Suspense>
        </Card>
      ) : (
        <Card
          title="Twilio isn't connected"
          description="These numbers can't make or take calls until you connect it."
          actions={
            <LinkButton size="sm" variant="primary" href="/settings/twilio">
              Connect Twilio
            </LinkButton>
          }
        />
      )}
      {numbers.length > 0 && <LocalPresence settings={settings} />}
      {connected && numbers.length > 0 && <CallerIds member={member} callerIds={callerIds} />}
    </div>
  );
}

function BuyLink() {
  return (
    <LinkButton size="sm" variant="primary" href="/settings/numbers/buy">
      Buy a number
    </LinkButton>
  );
}

function ConnectFirst() {
  return (
    <Card flush>
      <EmptyState
        icon={<Phone />}
        title="No phone numbers yet"
        action={
          <LinkButton variant="primary" href="/settings/twilio">
            Connect Twilio
          </LinkButton>
        }
      >
        Connect your company's Twilio account first. Then choose which of its numbers Ringbook uses.
      </EmptyState>
    </Card>
  );
}
