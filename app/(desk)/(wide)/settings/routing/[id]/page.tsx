import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { RouteEditor } from "@/components/routing/route-editor";
import { RouteHead } from "@/components/routing/route-head";
import { RouteUseBar } from "@/components/routing/route-use-bar";
import { AdminsOnly } from "@/components/settings/admins-only";
import { TextLink } from "@/components/ui/text-link";
import { atLeast, requireMember } from "@/lib/auth/member";
import { readForEditor } from "@/lib/routing/edit/page";

export const metadata: Metadata = { title: "Route" };

export default async function RoutePage({ params }: { params: Promise<{ id: string }> }) {
  const member = await requireMember();
  if (!atLeast(member, "manager")) return <AdminsOnly member={member} />;
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const read = await readForEditor(member, id);
  if (!read) notFound();
  const { saved, facts, trial, published, use } = read;
  return (
    <div className="flex max-w-6xl flex-col gap-5">
      <TextLink href="/settings/routing" className="flex items-center gap-1.5 self-start text-sm">
        <ArrowLeft aria-hidden className="size-4" />
        Routing
      </TextLink>
      <RouteHead id={id} name={saved.name} published={published} />
      <RouteUseBar
        {...{ id, use }}
        name={saved.name}
        isPublished={published.hasHistory}
        edits={facts.edits}
      />
      <RouteEditor id={id} saved={saved} facts={facts} people={trial.people} />
    </div>
  );
}
