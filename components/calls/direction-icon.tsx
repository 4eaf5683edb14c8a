import { clsx } from "clsx";
import { RowIcon } from "@/components/ui/row-icon";
import { directionName } from "@/lib/call-log/words/call";
import type { Tables } from "@/lib/db/supabase/database.types";

/** Which way a call went, and whether it was missed; read out as "Outbound call" and the like. */
export function DirectionIcon({
  call,
  className,
}: {
  call: Pick<Tables<"calls">, "direction" | "outcome">;
  className?: string;
}) {
  const missed = call.direction === "inbound" && call.outcome === "missed";
  const way = call.direction === "inbound" ? "phone-incoming" : "phone-outgoing";
  return (
    <span
      role="img"
      aria-label={directionName(call.direction)}
      title={directionName(call.direction)}
      className={clsx(
        "direction",
        missed ? "bg-danger-soft text-danger-text" : "bg-sunken text-muted",
        className,
      )}
    >
      <RowIcon name={missed ? "phone-missed" : way} />
    </span>
  );
}
