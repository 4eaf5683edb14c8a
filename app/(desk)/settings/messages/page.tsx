import type { Metadata } from "next";
import { MessageLimits } from "@/components/messages/message-limits";
import { MessageRules } from "@/components/messages/message-rules";
import { TemplateList } from "@/components/messages/template-list";
import { AdminsOnly } from "@/components/settings/admins-only";
import { atLeast, requireMember } from "@/lib/auth/member";
import { readTenant } from "@/lib/company/store";
import { listRules } from "@/lib/messages/auto/store";
import { listTemplates } from "@/lib/messages/templates";

export const metadata: Metadata = { title: "Messages" };

export default async function MessageSettingsPage() {
  const member = await requireMember();
  const { db, tenant } = member;
  const isAdmin = atLeast(member, "admin");
  const [templates, settings, rules] = await Promise.all([
    listTemplates(db, tenant.id),
    isAdmin ? readTenant(db, tenant.id) : null,
    isAdmin ? listRules(db, tenant.id) : null,
  ]);
  return (
    <div className="flex flex-col gap-6">
      <TemplateList templates={templates} edits={atLeast(member, "manager")} />
      {rules && <MessageRules {...rules} country={tenant.country_code} />}
      {settings ? (
        <MessageLimits settings={settings} />
      ) : (
        <AdminsOnly member={member} title="Quiet hours and limits are set by admins" />
      )}
    </div>
  );
}
