import {
  AtSign,
  Bell,
  CalendarClock,
  type LucideIcon,
  PhoneMissed,
  UserCheck,
  Voicemail,
} from "lucide-react";
import type { NotificationKind } from "@/lib/notifications/kinds";

const icons: Record<NotificationKind, LucideIcon> = {
  missed: PhoneMissed,
  voicemail: Voicemail,
  shared_voicemail: Voicemail,
  assigned: UserCheck,
  mentioned: AtSign,
  due: CalendarClock,
};

/** Of a kind of notification, also of one that a newer version wrote. */
export const kindIcon = (kind: string): LucideIcon =>
  Object.entries(icons).find(([name]) => name === kind)?.[1] ?? Bell;
