import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { VersionList } from "@/components/routing/version-list";
import { AdminsOnly } from "@/components/settings/admins-only";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { AgentVersion } from "@/components/voice-agent/agent-version";
import { readHistory } from "@/lib/agent/settings/history";
import { toolChoices } from "@/lib/agent/settings/page";
import { atLeast, requireMember } from "@/lib/auth/member";

export const metadata: Metadata = { title: "History of a voice agent" };

const Query = z.object({
  version: z.uuid().optional().catch(undefined),
  before: z.iso.datetime({ offset: true }).optional().catch(undefined),
});

export default async function AgentHistoryPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const member = await requireMember();
  if (!atLeast(member, "admin")) return <AdminsOnly member={member} />;
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const history = await readHistory(member, id, Query.parse(await searchParams));
  if (!history) notFound();
  const { name, versions, older, shown, hasUnpublished } = history;
  const page = `/settings/voice-agent/${id}`;
  return (
    <div className="flex max-w-6xl flex-col gap-5">
      <TextLink href={page} className="flex items-center gap-1.5 self-start text-sm">
        <ArrowLeft aria-hidden className="size-4" />
        {name}
      </TextLink>
      <PageHeader title="History" description="What was published, newest first." />
      <div className="grid gap-6 lg:grid-cols-[20rem_minmax(0,1fr)] lg:items-start">
        <VersionList page={`${page}/history`} {...{ versions, older }} shown={shown?.id} />
        {shown && (
          <AgentVersion {...{ id, shown }} tools={toolChoices()} unsaved={hasUnpublished} />
        )}
      </div>
    </div>
  );
}
