import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { AdminsOnly } from "@/components/settings/admins-only";
import { TextLink } from "@/components/ui/text-link";
import { AgentEditor } from "@/components/voice-agent/agent-editor";
import { AgentHead } from "@/components/voice-agent/agent-head";
import { readProvider } from "@/lib/agent/provider/store";
import { readForEditor } from "@/lib/agent/settings/page";
import { atLeast, requireMember } from "@/lib/auth/member";

export const metadata: Metadata = { title: "Voice agent" };

export default async function AgentSettingsPage({ params }: { params: Promise<{ id: string }> }) {
  const member = await requireMember();
  if (!atLeast(member, "admin")) return <AdminsOnly member={member} />;
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const [read, provider] = await Promise.all([
    readForEditor(member, id),
    readProvider(member.db, member.tenant.id),
  ]);
  if (!read) notFound();
  const { saved, tools, published, use } = read;
  return (
    <div className="flex max-w-6xl flex-col gap-5">
      <TextLink
        href="/settings/voice-agent"
        className="flex items-center gap-1.5 self-start text-sm"
      >
        <ArrowLeft aria-hidden className="size-4" />
        Voice agents
      </TextLink>
      <AgentHead {...{ id, published, use }} name={saved.name} />
      <AgentEditor {...{ id, saved, tools }} hasProvider={provider !== null} />
    </div>
  );
}
