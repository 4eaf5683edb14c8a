import type { Metadata } from "next";
import { Suspense } from "react";
import { CostShares } from "@/components/costs/cost-shares";
import { MonthCosts } from "@/components/costs/month-costs";
import { AdminsOnly } from "@/components/settings/admins-only";
import { AskingTwilio } from "@/components/settings/webhooks";
import { Notice } from "@/components/ui/notice";
import { atLeast, requireMember } from "@/lib/auth/member";
import { beginOfMonth, shareBy } from "@/lib/costs/decide";
import { readCosts, readCurrency } from "@/lib/costs/store";
import { listPhoneNumbers } from "@/lib/numbers/store";
import { nameOfNumber } from "@/lib/numbers/words";
import { listColleagues } from "@/lib/team/store";
import { readTwilioAccount } from "@/lib/twilio-account/store";

export const metadata: Metadata = { title: "Costs" };

export default async function CostsPage() {
  const member = await requireMember();
  if (!atLeast(member, "admin"))
    return <AdminsOnly member={member} title="Only admins can see this" />;
  const { db, tenant } = member;
  const since = beginOfMonth(new Date());
  const [account, costs, currency, numbers, people] = await Promise.all([
    readTwilioAccount(db, tenant.id),
    readCosts(db, since),
    readCurrency(db, tenant.id, since),
    listPhoneNumbers(db, tenant.id, { removed: true }),
    listColleagues(db, tenant.id, { former: true }),
  ]);
  const number = (id: string | null) => numbers.find((each) => each.id === id);
  const person = (id: string | null) => people.find(({ user_id }) => user_id === id);
  const named = (id: string | null) => {
    const found = number(id);
    return found ? nameOfNumber(found, tenant.country_code) : "No number";
  };
  return (
    <div className="flex flex-col gap-6">
      {account?.verified_at ? (
        <Suspense fallback={<AskingTwilio />}>
          <MonthCosts member={member} />
        </Suspense>
      ) : (
        <Notice>Connect Twilio to see what it charges.</Notice>
      )}
      <CostShares
        title="By number"
        side="Number"
        description="Calls and messages of this month, as far as Twilio has reported the price of each."
        shares={shareBy(costs, "phone_number_id")}
        currency={currency}
        nameOf={named}
      />
      <CostShares
        title="By person"
        side="Person"
        description="Calls that rang no one, texts that came in and automatic ones are nobody's."
        shares={shareBy(costs, "user_id")}
        currency={currency}
        nameOf={(id) => person(id)?.name ?? "Nobody"}
      />
    </div>
  );
}
