import { clsx } from "clsx";
import { RowIcon } from "@/components/ui/row-icon";
import { directionName } from "@/lib/call-log/words/call";
import type { Tables } from "@/lib/db/supabase/database.types";

const ways = {
  inbound: "phone-incoming",
  outbound: "phone-outgoing",
  internal: "colleagues",
} as const;

const wayOf = (direction: string) => Object.entries(ways).find(([way]) => way === direction)?.[1];

/** Which way a call went, and whether it was missed; read out as "Outbound call" and the like. */
export function DirectionIcon({
  call,
  className,
}: {
  call: Pick<Tables<"calls">, "direction" | "outcome">;
  className?: string;
}) {
  const missed = call.direction === "inbound" && call.outcome === "missed";
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
      <RowIcon name={missed ? "phone-missed" : (wayOf(call.direction) ?? "phone-outgoing")} />
    </span>
  );
}
