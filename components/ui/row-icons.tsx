import {
  Pause,
  Phone,
  PhoneIncoming,
  PhoneMissed,
  PhoneOutgoing,
  Play,
  Users,
  Voicemail,
} from "lucide-react";
import type { RowIconName } from "@/components/ui/row-icon";

const icons = {
  phone: Phone,
  "phone-incoming": PhoneIncoming,
  "phone-missed": PhoneMissed,
  "phone-outgoing": PhoneOutgoing,
  colleagues: Users,
  play: Play,
  pause: Pause,
  voicemail: Voicemail,
} satisfies Record<RowIconName, typeof Phone>;

/** What every `RowIcon` of the page points to; itself not seen. */
export function RowIcons() {
  return (
    <svg aria-hidden className="hidden">
      {Object.entries(icons).map(([name, Icon]) => (
        <Icon key={name} id={`icon-${name}`} />
      ))}
    </svg>
  );
}
