import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { CompanyForm } from "@/components/companies/company-form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/member";
import { createCompany } from "@/lib/companies/actions";

export const metadata: Metadata = { title: "New company" };

export default async function NewCompanyPage() {
  await requireMember();
  return (
    <div className="max-w-2xl">
      <PageHeader title="New company" />
      <Card>
        <CompanyForm
          action={createCompany}
          company={{ id: randomUUID(), name: "", phone: "", website: "", address: "" }}
          loaded={{}}
          submitLabel="Add company"
          cancelHref="/companies"
        />
      </Card>
    </div>
  );
}
