import {
  AtSign,
  Bell,
  CalendarClock,
  type LucideIcon,
  MessageSquareText,
  MessagesSquare,
  PhoneForwarded,
  PhoneMissed,
  UserCheck,
  Voicemail,
} from "lucide-react";
import type { NotificationKind } from "@/lib/notifications/kinds";

const icons: Record<NotificationKind, LucideIcon> = {
  missed: PhoneMissed,
  voicemail: Voicemail,
  shared_voicemail: Voicemail,
  message: MessageSquareText,
  shared_message: MessagesSquare,
  assigned: UserCheck,
  mentioned: AtSign,
  invited: PhoneForwarded,
  due: CalendarClock,
};

/** Of a kind of notification, also of one that a newer version wrote. */
export const kindIcon = (kind: string): LucideIcon =>
  Object.entries(icons).find(([name]) => name === kind)?.[1] ?? Bell;
