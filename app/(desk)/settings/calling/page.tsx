import type { Metadata } from "next";
import { ColleagueCallsForm } from "@/components/calling/colleague-calls-form";
import { CountriesForm } from "@/components/calling/countries-form";
import { LimitsForm } from "@/components/calling/limits-form";
import { PrefixesForm } from "@/components/calling/prefixes-form";
import { SupervisionForm } from "@/components/calling/supervision-form";
import { DoNotCallList } from "@/components/do-not-call/do-not-call-list";
import { AdminsOnly } from "@/components/settings/admins-only";
import { Card } from "@/components/ui/card";
import { atLeast, requireMember } from "@/lib/auth/member";
import { readCallLimits, readPriceUnit } from "@/lib/calling/store";
import { ListNumbers } from "@/lib/do-not-call/schema";

export const metadata: Metadata = { title: "Calling" };

export default async function CallingPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, unknown>>;
}) {
  const member = await requireMember();
  const { db, tenant } = member;
  const { q, before } = ListNumbers.parse(await searchParams);
  const list = <DoNotCallList member={member} query={q} before={before} />;
  if (!atLeast(member, "admin")) {
    return (
      <div className="flex flex-col gap-6">
        {list}
        <AdminsOnly member={member} title="Countries and limits are set by admins" />
      </div>
    );
  }
  const [limits, unit] = await Promise.all([
    readCallLimits(db, tenant.id),
    readPriceUnit(db, tenant.id),
  ]);
  return (
    <div className="flex flex-col gap-6">
      <Card
        title="Allowed countries"
        description="Calls to other countries are blocked, and reps' phones there don't ring."
      >
        <div className="flex flex-col gap-6">
          <CountriesForm allowed={limits.allowed_countries ?? [tenant.country_code]} />
          <PrefixesForm allowed={limits.allowed_prefixes} />
        </div>
      </Card>
      <Card
        title="Limits"
        description="Stops toll fraud. A normal day should never reach these limits."
      >
        <LimitsForm limits={limits} unit={unit} />
      </Card>
      <Card
        title="Calls between colleagues"
        description="No limit on how many. One that rings a phone counts towards the spending limit."
      >
        <ColleagueCallsForm record_internal_calls={limits.record_internal_calls} />
      </Card>
      <Card
        title="Listening to calls"
        description="Managers and admins can listen to a call, whisper to the rep, join in or take over. It is always noted in the activity log."
      >
        <SupervisionForm {...limits} />
      </Card>
      {list}
    </div>
  );
}
