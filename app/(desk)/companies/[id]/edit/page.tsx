import type { Metadata } from "next";
import { companyOf } from "@/app/(desk)/companies/[id]/company-of";
import { CompanyForm } from "@/components/companies/company-form";
import { DeleteCompany } from "@/components/companies/delete-company";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/member";
import { editCompany } from "@/lib/companies/actions";
import { formatPhone } from "@/lib/core/phone";

export const metadata: Metadata = { title: "Edit company" };

export default async function EditCompanyPage({ params }: { params: Promise<{ id: string }> }) {
  const { tenant } = await requireMember();
  const { sort_name: _, ...company } = await companyOf((await params).id);
  const { id, name, phone, extension, website, address } = company;
  return (
    <div className="flex max-w-2xl flex-col gap-6">
      <div>
        <PageHeader title={`Edit ${name}`} />
        <Card>
          <CompanyForm
            action={editCompany}
            company={{
              ...{ id, name, website, address },
              phone: phone ? formatPhone(phone, tenant.country_code, extension) : "",
            }}
            loaded={company}
            submitLabel="Save"
            cancelHref={`/companies/${id}`}
          />
        </Card>
      </div>
      <DeleteCompany id={id} name={name} />
    </div>
  );
}
