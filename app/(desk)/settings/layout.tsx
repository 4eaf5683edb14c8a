import type { ReactNode } from "react";
import { PageHeader } from "@/components/ui/page-header";
import { SegmentedNav } from "@/components/ui/segmented-nav";

const pages = [
  { href: "/settings/profile", label: "Profile" },
  { href: "/settings/team", label: "Team" },
  { href: "/settings/company", label: "Company & recording" },
  { href: "/settings/twilio", label: "Twilio" },
  { href: "/settings/problems", label: "Problems" },
];

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader title="Settings" />
      <SegmentedNav label="Settings" links={pages} />
      {children}
    </div>
  );
}
