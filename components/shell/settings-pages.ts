import type { NavGroup } from "@/components/ui/side-nav";
import type { Role } from "@/lib/auth/member";

const everyone: NavGroup[] = [
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
      { href: "/settings/company", label: "Company & recording" },
      { href: "/settings/calling", label: "Calling" },
      { href: "/settings/messages", label: "Messages" },
      { href: "/settings/booking", label: "Booking" },
      { href: "/settings/blocked-callers", label: "Blocked callers" },
      { href: "/settings/outcomes", label: "Outcomes" },
      { href: "/settings/stages", label: "Stages" },
      { href: "/settings/tags", label: "Tags" },
      { href: "/settings/contact-fields", label: "Contact fields" },
      { href: "/settings/numbers", label: "Phone numbers" },
      { href: "/settings/twilio", label: "Twilio" },
      { href: "/settings/browser-calls", label: "Calls in the browser" },
      { href: "/settings/transcription", label: "Transcription" },
    ],
  },
];

const forManagers = [
  { href: "/settings/routing", label: "Routing" },
  { href: "/settings/groups", label: "Groups" },
];

const voiceAgent = { href: "/settings/voice-agent", label: "Voice agent" };

const forAdmins: NavGroup = {
  title: "Costs & logs",
  links: [
    { href: "/settings/costs", label: "Costs" },
    { href: "/settings/problems", label: "Failed webhooks" },
    { href: "/settings/failed-jobs", label: "Failed jobs" },
    { href: "/settings/call-audit", label: "Twilio reconciliation" },
    { href: "/settings/audit-log", label: "Activity log" },
  ],
};

/** The pages of the settings that a role may open, in groups. */
export function settingsFor(role: Role): NavGroup[] {
  if (role === "rep") return everyone;
  const more = role === "admin" ? [...forManagers, voiceAgent] : forManagers;
  const groups = everyone.map((group) =>
    group.title === "Company" ? { ...group, links: [...group.links, ...more] } : group,
  );
  return role === "admin" ? [...groups, forAdmins] : groups;
}
