import type { Metadata } from "next";
import { AdminsOnly } from "@/components/settings/admins-only";
import { CallPolicyForm } from "@/components/settings/call-policy-form";
import { CompanyForm } from "@/components/settings/company-form";
import { Card } from "@/components/ui/card";
import { atLeast, requireMember } from "@/lib/auth/member";
import { readTenant } from "@/lib/company/store";

export const metadata: Metadata = { title: "Company & recording" };

export default async function CompanyPage() {
  const member = await requireMember();
  if (!atLeast(member, "admin")) return <AdminsOnly member={member} />;
  const announce = await readTenant(member.db, member.tenant.id);
  return (
    <div className="flex flex-col gap-6">
      <Card title="Company">
        <CompanyForm tenant={member.tenant} />
      </Card>
      <Card title="Calls and recording">
        <CallPolicyForm tenant={member.tenant} announce={announce} />
      </Card>
    </div>
  );
}
