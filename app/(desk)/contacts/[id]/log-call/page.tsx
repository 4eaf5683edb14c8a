import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { contactOf } from "@/app/(desk)/contacts/[id]/contact-of";
import { LogCallForm } from "@/components/logged-calls/log-call-form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/member";
import { clockOf } from "@/lib/core/time";
import { listDispositions } from "@/lib/dispositions/store";

export const metadata: Metadata = { title: "Log a call" };

export default async function LogCallPage({ params }: { params: Promise<{ id: string }> }) {
  const { db, tenant } = await requireMember();
  const contact = await contactOf((await params).id);
  const outcomes = await listDispositions(db, tenant.id);
  return (
    <div className="max-w-2xl">
      <PageHeader
        title="Log a call"
        description={`A call with ${contact.name} that happened elsewhere.`}
      />
      <Card>
        <LogCallForm
          id={randomUUID()}
          contact={contact}
          outcomes={outcomes}
          now={clockOf(new Date(), tenant.time_zone)}
        />
      </Card>
    </div>
  );
}
