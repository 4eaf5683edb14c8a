import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { VersionList } from "@/components/routing/version-list";
import { VersionView } from "@/components/routing/version-view";
import { AdminsOnly } from "@/components/settings/admins-only";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { atLeast, requireMember } from "@/lib/auth/member";
import { readHistory } from "@/lib/routing/edit/history";

export const metadata: Metadata = { title: "History of a route" };

const Query = z.object({
  version: z.uuid().optional().catch(undefined),
  before: z.iso.datetime({ offset: true }).optional().catch(undefined),
});

export default async function HistoryPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const member = await requireMember();
  if (!atLeast(member, "manager")) return <AdminsOnly member={member} />;
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const history = await readHistory(member, id, Query.parse(await searchParams));
  if (!history) notFound();
  const { name, versions, older, shown } = history;
  return (
    <div className="flex max-w-6xl flex-col gap-5">
      <TextLink
        href={`/settings/routing/${id}`}
        className="flex items-center gap-1.5 self-start text-sm"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {name}
      </TextLink>
      <PageHeader title="History" description="What was published, newest first." />
      <div className="grid gap-6 lg:grid-cols-[20rem_minmax(0,1fr)] lg:items-start">
        <VersionList
          page={`/settings/routing/${id}/history`}
          {...{ versions, older }}
          shown={shown?.id}
        />
        {shown && (
          <VersionView
            {...{ id, shown }}
            facts={history.facts}
            edits={atLeast(member, "admin")}
            unsaved={history.hasUnpublished}
          />
        )}
      </div>
    </div>
  );
}
