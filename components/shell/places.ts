import {
  Bot,
  Building2,
  CalendarDays,
  CheckSquare,
  Hourglass,
  ListChecks,
  type LucideIcon,
  MessageSquareText,
  Phone,
  PhoneMissed,
  Settings,
  Users,
  Voicemail,
} from "lucide-react";
import type { Role } from "@/lib/auth/member";

/** A page of the main navigation. `key` is what is pressed after `g` to go there. */
export type Place = {
  href: string;
  label: string;
  Icon: LucideIcon;
  key: string;
  /** Behind "More" along the bottom of a phone, which has no room for all. */
  isMinor?: true;
  forManagers?: true;
};

const places: Place[] = [
  { href: "/contacts", label: "Contacts", Icon: Users, key: "c" },
  { href: "/companies", label: "Companies", Icon: Building2, key: "o", isMinor: true },
  { href: "/calls", label: "Calls", Icon: Phone, key: "l" },
  { href: "/missed", label: "Missed", Icon: PhoneMissed, key: "m" },
  { href: "/messages", label: "Messages", Icon: MessageSquareText, key: "x" },
  { href: "/voicemail", label: "Voicemail", Icon: Voicemail, key: "v", isMinor: true },
  {
    ...{ href: "/queue", label: "Queue", Icon: Hourglass, key: "q", isMinor: true },
    forManagers: true,
  },
  {
    ...{ href: "/agent", label: "Voice agent", Icon: Bot, key: "a", isMinor: true },
    forManagers: true,
  },
  { href: "/call-lists", label: "Call lists", Icon: ListChecks, key: "d", isMinor: true },
  { href: "/calendar", label: "Calendar", Icon: CalendarDays, key: "b", isMinor: true },
  { href: "/tasks", label: "Tasks", Icon: CheckSquare, key: "t" },
  { href: "/settings", label: "Settings", Icon: Settings, key: "s", isMinor: true },
];

/** Whether an address is a place's, or of a page in it. */
export const isAt = (path: string, href: string) => path === href || path.startsWith(`${href}/`);

/** In the order in which they stand; the command palette and the keys read them too. */
export function placesFor(role: Role): Place[] {
  return places.filter(({ forManagers }) => !forManagers || role !== "rep");
}
