import { clsx } from "clsx";
import { Circle, CircleSlash, Clock, Phone } from "lucide-react";
import type { Presence } from "@/lib/availability/decide";

const icons = {
  available: { Icon: Circle, look: "text-ok-text [&>*]:fill-current" },
  on_call: { Icon: Phone, look: "text-accent-text" },
  away: { Icon: Clock, look: "text-warn-text" },
  offline: { Icon: CircleSlash, look: "text-faint" },
} satisfies Record<Presence["kind"], { Icon: typeof Circle; look: string }>;

/** Whether somebody takes calls, by shape as well as colour; its words stand beside it. */
export function PresenceIcon({ kind, className }: { kind: Presence["kind"]; className?: string }) {
  const { Icon, look } = icons[kind];
  return <Icon aria-hidden className={clsx("shrink-0", look, className)} />;
}
