import type { ReactNode } from "react";
import { PageHeader } from "@/components/ui/page-header";
import { type NavGroup, SideNav } from "@/components/ui/side-nav";
import { atLeast, requireMember } from "@/lib/auth/member";

const everyone: NavGroup[] = [
  { title: "You", links: [{ href: "/settings/profile", label: "Profile" }] },
  {
    title: "Company",
    links: [
      { href: "/settings/team", label: "Team" },
      { href: "/settings/company", label: "Company & recording" },
      { href: "/settings/calling", label: "Calling" },
      { href: "/settings/outcomes", label: "Outcomes" },
      { href: "/settings/numbers", label: "Phone numbers" },
      { href: "/settings/twilio", label: "Twilio" },
    ],
  },
];

const forAdmins: NavGroup = {
  title: "Record",
  links: [
    { href: "/settings/problems", label: "Problems" },
    { href: "/settings/call-audit", label: "Call audit" },
    { href: "/settings/audit-log", label: "Audit log" },
  ],
};

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const member = await requireMember();
  const groups = atLeast(member, "admin") ? [...everyone, forAdmins] : everyone;
  return (
    <div className="mx-auto max-w-5xl">
      <PageHeader title="Settings" />
      <div className="md:grid md:grid-cols-[11rem_minmax(0,1fr)] md:gap-8">
        <SideNav label="Settings" groups={groups} />
        <div className="min-w-0 max-w-3xl">{children}</div>
      </div>
    </div>
  );
}
