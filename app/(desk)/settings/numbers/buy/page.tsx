import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { FoundNumbers } from "@/components/numbers/found-numbers";
import { NumberSearch } from "@/components/numbers/number-search";
import { AdminsOnly } from "@/components/settings/admins-only";
import { AskingTwilio } from "@/components/settings/webhooks";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import { atLeast, requireMember } from "@/lib/auth/member";
import { SearchNumbers } from "@/lib/numbers/order-schema";

export const metadata: Metadata = { title: "Buy a number" };

export default async function BuyNumberPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const member = await requireMember();
  if (!atLeast(member, "admin")) return <AdminsOnly member={member} />;
  const typed = await searchParams;
  const wanted = SearchNumbers.safeParse(typed);
  return (
    <div className="flex flex-col gap-6">
      <TextLink href="/settings/numbers" className="flex items-center gap-1.5 self-start text-sm">
        <ArrowLeft aria-hidden className="size-4" />
        Phone numbers
      </TextLink>
      <Card
        title="Buy a number"
        description="Numbers that Twilio sells. One that you buy is charged to your Twilio account each month and takes calls immediately."
      >
        <NumberSearch typed={typed} country={member.tenant.country_code} />
      </Card>
      {wanted.success ? (
        <Suspense key={JSON.stringify(typed)} fallback={<AskingTwilio />}>
          <FoundNumbers member={member} wanted={wanted.data} />
        </Suspense>
      ) : (
        <Notice tone="warn">{wanted.error.issues[0]?.message}</Notice>
      )}
    </div>
  );
}
