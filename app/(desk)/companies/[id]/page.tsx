import type { Metadata } from "next";
import { companyOf } from "@/app/(desk)/companies/[id]/company-of";
import { CompanyCard, CompanyPeople } from "@/components/companies/company-card";
import { CompanyHeader } from "@/components/companies/company-header";
import { CompanyTimeline } from "@/components/companies/company-timeline";
import { Live } from "@/components/live/live";
import { requireMember } from "@/lib/auth/member";
import { listPeople } from "@/lib/companies/store";
import { findListed } from "@/lib/do-not-call/store";
import { TimelineQuery } from "@/lib/timeline/schema";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, unknown>>;
};

const maxPeople = 50;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await companyOf((await params).id)).name };
}

export default async function CompanyPage({ params, searchParams }: Props) {
  const member = await requireMember();
  const { db, tenant } = member;
  const company = await companyOf((await params).id);
  const { show, before } = TimelineQuery.parse(await searchParams);
  const all = await listPeople(db, tenant.id, company.id, maxPeople);
  const people = all.slice(0, maxPeople);
  const phones = people.flatMap(({ contact_phones }) => contact_phones.map(({ phone }) => phone));
  const listed = await findListed(db, tenant.id, [...phones, company.phone ?? []].flat());
  const about = { contact_id: people.map(({ id }) => id) };
  return (
    <>
      <Live
        on={[
          { subject: "companies", id: [company.id] },
          { subject: "contacts", id: about.contact_id },
          { subject: "calls", ...about },
          { subject: "notes", ...about },
          { subject: "tasks", ...about },
        ]}
      />
      <CompanyHeader company={company} country={tenant.country_code} listed={listed} />
      <div className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[minmax(0,1fr)_19rem] lg:items-start">
        <aside aria-label="About" className="flex flex-col gap-6 lg:order-2">
          <CompanyCard company={company} country={tenant.country_code} />
          <CompanyPeople
            people={people}
            more={all.length > maxPeople}
            listed={listed}
            member={member}
          />
        </aside>
        <CompanyTimeline companyId={company.id} member={member} show={show} before={before} />
      </div>
    </>
  );
}
