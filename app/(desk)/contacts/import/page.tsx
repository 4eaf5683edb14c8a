import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { ImportList } from "@/components/imports/import-list";
import { UploadForms } from "@/components/imports/upload-forms";
import { Live } from "@/components/live/live";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/member";
import { listImports } from "@/lib/imports/store";
import { listColleagues } from "@/lib/team/store";

export const metadata: Metadata = { title: "Import contacts" };

const shown = 20;
/** What a form without script comes back with. */
const problems = new Map([
  ["file_too_large", "Without JavaScript a file has at most 4 MB."],
  ["unreadable_file", "This file can't be read. Upload a CSV file with at least one row."],
]);

export default async function ImportPage({
  searchParams,
}: {
  searchParams: Promise<{ problem?: string | string[] }>;
}) {
  const { db, tenant } = await requireMember();
  const { problem } = await searchParams;
  const [imports, people] = await Promise.all([
    listImports(db, tenant.id, shown),
    listColleagues(db, tenant.id, { former: true }),
  ]);
  return (
    <div className="flex flex-col gap-6">
      <Live on={[{ subject: "contact_imports" }]} />
      <div className="-mb-6">
        <PageHeader
          title="Import contacts"
          description="Next you check the columns, and see the first rows before anything is added."
          actions={<LinkButton href="/contacts/new">New contact</LinkButton>}
        />
      </div>
      {typeof problem === "string" && (
        <Notice tone="danger">
          {problems.get(problem) ?? "This file couldn't be uploaded. Please try again."}
        </Notice>
      )}
      <UploadForms id={randomUUID()} />
      {imports.length > 0 && (
        <Card title="Past imports" flush>
          <div className="border-t border-line">
            <ImportList
              imports={imports}
              people={new Map(people.map(({ user_id, name }) => [user_id, name]))}
              timeZone={tenant.time_zone}
            />
          </div>
        </Card>
      )}
    </div>
  );
}
