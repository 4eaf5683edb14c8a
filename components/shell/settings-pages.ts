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
      { href: "/settings/calling", label: "Calling" },
      { href: "/settings/messages", label: "Messages" },
      { href: "/settings/booking", label: "Booking" },
      { href: "/settings/blocked-callers", label: "Blocked callers" },
      { href: "/settings/outcomes", label: "Outcomes" },
      { href: "/settings/stages", label: "Stages" },
      { href: "/settings/tags", label: "Tags" },
      { href: "/settings/contact-fields", label: "Contact fields" },
    ],
  },
];

const forManagers = [
  { href: "/settings/routing", label: "Routing" },
  { href: "/settings/groups", label: "Groups" },
];

const company = { href: "/settings/company", label: "Company & recording" };

/** What the company's calls go by. */
const connections = [
  { href: "/settings/numbers", label: "Phone numbers" },
  { href: "/settings/twilio", label: "Twilio" },
  { href: "/settings/browser-calls", label: "Calls in the browser" },
  { href: "/settings/transcription", label: "Transcription" },
];

const voiceAgent = { href: "/settings/voice-agent", label: "Voice agent" };

const logs: NavGroup = {
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
  const isAdmin = role === "admin";
  const groups = everyone.map((group) => {
    if (group.title !== "Company") return group;
    const [team, ...rest] = group.links;
    const first = [...(team ? [team] : []), ...(isAdmin ? [company] : [])];
    const more = isAdmin ? [...connections, ...forManagers, voiceAgent] : forManagers;
    return { ...group, links: [...first, ...rest, ...more] };
  });
  return isAdmin ? [...groups, logs] : groups;
}
