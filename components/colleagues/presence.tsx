import { PresenceIcon } from "@/components/availability/presence-icon";
import type { Colleague } from "@/lib/colleagues/schema";
import { presenceNames } from "@/lib/colleagues/words";

/** Beside a name: whether its person can be called, read out as a word. */
export function Presence({ of }: { of: Pick<Colleague, "presence"> }) {
  const words = presenceNames[of.presence];
  return (
    <span role="img" aria-label={words} title={words} className="inline-flex shrink-0">
      <PresenceIcon kind={of.presence} className="size-3" />
    </span>
  );
}
