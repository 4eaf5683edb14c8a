import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Progress } from "@/components/imports/progress";
import { Result } from "@/components/imports/result";
import { ColumnsStep, PreviewStep } from "@/components/imports/setup";
import { StopImport } from "@/components/imports/stop-import";
import { Live } from "@/components/live/live";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import type { Member } from "@/lib/auth/member";
import { requireMember } from "@/lib/auth/member";
import { ImportQuery } from "@/lib/imports/form-schema";
import { type ContactImport, getImport } from "@/lib/imports/store";
import { stageOf } from "@/lib/imports/words";

export const metadata: Metadata = { title: "Import" };

type Query = z.infer<typeof ImportQuery>;

export default async function ImportPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, unknown>>;
}) {
  const member = await requireMember();
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const job = await getImport(member.db, member.tenant.id, id);
  if (!job) notFound();
  const query = ImportQuery.parse(await searchParams);
  const rows = job.total === 1 ? "1 row" : `${job.total.toLocaleString("en-US")} rows`;
  return (
    <>
      <Live on={[{ subject: "contact_imports", id: [id] }]} />
      <PageHeader title={job.file_name || "Import"} description={job.total > 0 && rows} />
      {stepOf(member, job, query)}
    </>
  );
}

function stepOf(member: Member, job: ContactImport, { step, duplicates }: Query) {
  switch (stageOf(job.stage)) {
    case "uploading":
      return (
        <Card title="This upload wasn't finished" description="Discard it, and upload it again.">
          <StopImport id={job.id} isDraft />
        </Card>
      );
    case "draft":
      return step === "preview" ? (
        <PreviewStep member={member} job={job} duplicates={duplicates} />
      ) : (
        <ColumnsStep member={member} job={job} />
      );
    case "running":
    case "undoing":
      return <Progress job={job} />;
    case "done":
    case "undone":
      return <Result member={member} job={job} />;
  }
}
