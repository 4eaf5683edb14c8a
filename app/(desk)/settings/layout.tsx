import type { ReactNode } from "react";
import { settingsFor } from "@/components/shell/settings-pages";
import { PageHeader } from "@/components/ui/page-header";
import { SideNav } from "@/components/ui/side-nav";
import { requireMember } from "@/lib/auth/member";

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const member = await requireMember();
  return (
    <div className="max-w-5xl">
      <PageHeader title="Settings" />
      <div className="md:grid md:grid-cols-[11rem_minmax(0,1fr)] md:gap-8">
        <SideNav label="Settings" groups={settingsFor(member.role)} />
        <div className="min-w-0 max-w-3xl">{children}</div>
      </div>
    </div>
  );
}
