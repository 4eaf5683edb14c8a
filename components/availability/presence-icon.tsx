import { clsx } from "clsx";
import { Circle, CircleMinus, CircleSlash, Clock, Moon, Phone, PhoneOff } from "lucide-react";
import type { Presence } from "@/lib/availability/decide";

const icons = {
  available: { Icon: Circle, look: "text-ok-text [&>*]:fill-current" },
  on_call: { Icon: Phone, look: "text-accent-text" },
  after_call: { Icon: PhoneOff, look: "text-accent-text" },
  outside_hours: { Icon: Moon, look: "text-faint" },
  busy: { Icon: CircleMinus, look: "text-danger-text" },
  away: { Icon: Clock, look: "text-warn-text" },
  offline: { Icon: CircleSlash, look: "text-faint" },
} satisfies Record<Presence["kind"], { Icon: typeof Circle; look: string }>;

/** Whether somebody takes calls, by shape as well as colour; its words stand beside it. */
export function PresenceIcon({ kind, className }: { kind: Presence["kind"]; className?: string }) {
  const { Icon, look } = icons[kind];
  return <Icon aria-hidden className={clsx("shrink-0", look, className)} />;
}
