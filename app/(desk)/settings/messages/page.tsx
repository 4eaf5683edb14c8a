import type { Metadata } from "next";
import { MessageLimits } from "@/components/messages/message-limits";
import { TemplateList } from "@/components/messages/template-list";
import { AdminsOnly } from "@/components/settings/admins-only";
import { atLeast, requireMember } from "@/lib/auth/member";
import { readTenant } from "@/lib/company/store";
import { listTemplates } from "@/lib/messages/templates";

export const metadata: Metadata = { title: "Messages" };

export default async function MessageSettingsPage() {
  const member = await requireMember();
  const { db, tenant } = member;
  const [templates, settings] = await Promise.all([
    listTemplates(db, tenant.id),
    atLeast(member, "admin") ? readTenant(db, tenant.id) : null,
  ]);
  return (
    <div className="flex flex-col gap-6">
      <TemplateList templates={templates} edits={atLeast(member, "manager")} />
      {settings ? (
        <MessageLimits settings={settings} />
      ) : (
        <AdminsOnly member={member} title="Quiet hours and limits are set by admins" />
      )}
    </div>
  );
}
