import { clsx } from "clsx";
import { PhoneIncoming, PhoneMissed, PhoneOutgoing } from "lucide-react";
import { directionName } from "@/lib/calls/words";
import type { Tables } from "@/lib/supabase/database.types";

/** Which way a call went, and whether it was missed; read out as "Outbound call" and the like. */
export function DirectionIcon({
  call,
  className,
}: {
  call: Pick<Tables<"calls">, "direction" | "outcome">;
  className?: string;
}) {
  const missed = call.direction === "inbound" && call.outcome === "missed";
  const Icon = missed ? PhoneMissed : call.direction === "inbound" ? PhoneIncoming : PhoneOutgoing;
  return (
    <span
      role="img"
      aria-label={directionName(call.direction)}
      title={directionName(call.direction)}
      className={clsx(
        "inline-flex size-8 shrink-0 items-center justify-center rounded-full [&>svg]:size-4",
        missed ? "bg-danger-soft text-danger-text" : "bg-sunken text-muted",
        className,
      )}
    >
      <Icon aria-hidden />
    </span>
  );
}
