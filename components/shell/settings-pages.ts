import type { NavGroup } from "@/components/ui/side-nav";
import type { Role } from "@/lib/auth/member";

type Page = NavGroup["links"][number] & {
  /** The least role that may open it; without one, everybody may. */
  from?: "manager" | "admin";
};

const groups: { title: string; links: Page[] }[] = [
  {
    title: "You",
    links: [
      { href: "/settings/profile", label: "Profile" },
      { href: "/settings/notifications", label: "Notifications" },
    ],
  },
  {
    title: "Company",
    links: [
      { href: "/settings/team", label: "Team" },
      { href: "/settings/company", label: "Company & recording", from: "admin" },
      { href: "/settings/calling", label: "Calling" },
      { href: "/settings/messages", label: "Messages" },
      { href: "/settings/booking", label: "Booking" },
      { href: "/settings/blocked-callers", label: "Blocked callers" },
      { href: "/settings/outcomes", label: "Outcomes" },
      { href: "/settings/stages", label: "Stages" },
      { href: "/settings/tags", label: "Tags" },
      { href: "/settings/contact-fields", label: "Contact fields" },
      { href: "/settings/numbers", label: "Phone numbers", from: "admin" },
      { href: "/settings/twilio", label: "Twilio", from: "admin" },
      { href: "/settings/browser-calls", label: "Calls in the browser", from: "admin" },
      { href: "/settings/transcription", label: "Transcription", from: "admin" },
      { href: "/settings/routing", label: "Routing", from: "manager" },
      { href: "/settings/groups", label: "Groups", from: "manager" },
      { href: "/settings/voice-agent", label: "Voice agent", from: "admin" },
    ],
  },
  {
    title: "Costs & logs",
    links: [
      { href: "/settings/costs", label: "Costs", from: "admin" },
      { href: "/settings/problems", label: "Failed webhooks", from: "admin" },
      { href: "/settings/failed-jobs", label: "Failed jobs", from: "admin" },
      { href: "/settings/call-audit", label: "Twilio reconciliation", from: "admin" },
      { href: "/settings/audit-log", label: "Activity log", from: "admin" },
    ],
  },
];

/** The pages of the settings that a role may open, in groups. */
export function settingsFor(role: Role): NavGroup[] {
  const mayOpen = ({ from }: Page) => !from || from === role || role === "admin";
  return groups.flatMap(({ title, links }) => {
    const open = links.filter(mayOpen).map(({ href, label }) => ({ href, label }));
    return open.length > 0 ? [{ title, links: open }] : [];
  });
}
