import {
  Bot,
  Clock,
  Hash,
  History,
  Hourglass,
  type LucideIcon,
  MessageSquare,
  PhoneForwarded,
  PhoneOff,
  UserRound,
  Users,
  Voicemail,
} from "lucide-react";
import type { StepKind } from "@/lib/routing/route";

const icons: Record<StepKind, LucideIcon> = {
  greeting: MessageSquare,
  hours: Clock,
  menu: Hash,
  ring: Users,
  owner: UserRound,
  last_speaker: History,
  queue: Hourglass,
  forward: PhoneForwarded,
  agent: Bot,
  voicemail: Voicemail,
  hang_up: PhoneOff,
};

export function StepIcon({ kind }: { kind: StepKind }) {
  const Icon = icons[kind];
  return <Icon aria-hidden className="size-4 shrink-0" />;
}
