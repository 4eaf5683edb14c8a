import type { ReactNode } from "react";
import { PageHeader } from "@/components/ui/page-header";
import { SegmentedNav } from "@/components/ui/segmented-nav";
import { atLeast, requireMember } from "@/lib/auth/member";

const pages = [
  { href: "/settings/profile", label: "Profile" },
  { href: "/settings/team", label: "Team" },
  { href: "/settings/company", label: "Company & recording" },
  { href: "/settings/calling", label: "Calling" },
  { href: "/settings/twilio", label: "Twilio" },
  { href: "/settings/problems", label: "Problems" },
];
const forAdmins = [{ href: "/settings/audit-log", label: "Audit log" }];

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const member = await requireMember();
  const links = atLeast(member, "admin") ? [...pages, ...forAdmins] : pages;
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader title="Settings" />
      <SegmentedNav label="Settings" links={links} />
      {children}
    </div>
  );
}
