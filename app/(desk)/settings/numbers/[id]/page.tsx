import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { z } from "zod";
import { MessageWebhooks } from "@/components/numbers/message-webhooks";
import { ReleaseNumber } from "@/components/numbers/release-number";
import { AdminsOnly } from "@/components/settings/admins-only";
import { NumberForm } from "@/components/settings/number-form";
import { RemoveNumber } from "@/components/settings/remove-number";
import { WebhookUrls } from "@/components/settings/webhook-urls";
import { AskingTwilio, Webhooks } from "@/components/settings/webhooks";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import { atLeast, requireMember } from "@/lib/auth/member";
import { formatPhone } from "@/lib/core/phone";
import { daysAgo } from "@/lib/core/time";
import { countTexts, describeDependents, listCallers } from "@/lib/numbers/dependents";
import { peopleToRing } from "@/lib/numbers/people";
import { listFollowable } from "@/lib/numbers/routes";
import { findPhoneNumber, readActivity } from "@/lib/numbers/store";
import { wantedWebhooks } from "@/lib/numbers/webhooks";
import { nameOfNumber } from "@/lib/numbers/words";
import { listColleagues, listPhones } from "@/lib/team/store";

export const metadata: Metadata = { title: "Phone number" };

export default async function NumberPage({ params }: { params: Promise<{ id: string }> }) {
  const member = await requireMember();
  if (!atLeast(member, "admin")) return <AdminsOnly member={member} />;
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const { db, tenant } = member;
  const [number, colleagues, phones, routes, activity, callers, texts] = await Promise.all([
    findPhoneNumber(db, tenant.id, id),
    listColleagues(db, tenant.id),
    listPhones(db, tenant.id),
    listFollowable(db, tenant.id),
    readActivity(db, daysAgo(30)),
    listCallers(db, tenant.id, id),
    countTexts(db, tenant.id, id),
  ]);
  if (!number) notFound();
  const dependents = describeDependents(number, {
    routes,
    people: colleagues,
    activity: activity.get(id),
    ...{ callers, texts },
  });
  const name = nameOfNumber(number, tenant.country_code);
  return (
    <div className="flex flex-col gap-6">
      <TextLink href="/settings/numbers" className="flex items-center gap-1.5 self-start text-sm">
        <ArrowLeft aria-hidden className="size-4" />
        Phone numbers
      </TextLink>
      <Card
        title={name}
        description={number.name ? formatPhone(number.number, tenant.country_code) : undefined}
      >
        <NumberForm number={number} people={peopleToRing(colleagues, phones)} routes={routes} />
      </Card>
      <Card title="Incoming calls" description="Routing at Twilio, checked just now.">
        <Suspense fallback={<AskingTwilio />}>
          <Webhooks member={member} number={number} />
        </Suspense>
        <details className="mt-5 border-t border-line pt-4">
          <summary className="cursor-pointer rounded-sm text-sm font-medium text-muted hover:text-ink">
            Set up manually in the Twilio console
          </summary>
          <p className="mt-3 mb-4 text-sm text-muted">
            Phone numbers → your number → Voice configuration. Choose Webhook and HTTP POST.
          </p>
          <WebhookUrls wanted={wantedWebhooks()} />
        </details>
      </Card>
      <Card title="Incoming messages" description="Where texts go at Twilio, checked just now.">
        <Suspense fallback={<AskingTwilio />}>
          <MessageWebhooks member={member} number={number} />
        </Suspense>
      </Card>
      <Card
        title="Remove from Ringbook"
        description="Its calls stay in the log, and you keep the number at Twilio."
        actions={<RemoveNumber id={id} spoken={name} />}
      />
      <Card
        title="Release the number"
        description="Gives it back to Twilio, which stops charging for it. Someone else may get it."
        actions={
          <ReleaseNumber
            id={id}
            spoken={formatPhone(number.number, tenant.country_code)}
            dependents={dependents}
          />
        }
      />
    </div>
  );
}
