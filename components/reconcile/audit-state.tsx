import { Notice } from "@/components/ui/notice";
import { formatWhen } from "@/lib/core/time";
import type { auditState } from "@/lib/reconcile/machine/reports";

/** How the comparison stands that runs by itself. */
export function AuditState({
  state,
  timeZone,
}: {
  state: Awaited<ReturnType<typeof auditState>>;
  timeZone: string;
}) {
  if (!state)
    return <Notice>The first comparison runs within a minute of connecting Twilio.</Notice>;
  const until = formatWhen(state.compared_until, timeZone);
  if (state.problem) {
    return (
      <Notice tone="warn" title="Twilio couldn't be reached">
        {state.problem} Ringbook keeps trying. Last compared: {until}.
      </Notice>
    );
  }
  if (state.differences > 0) {
    return (
      <Notice tone="warn" title="Recent calls differ from Twilio's">
        Check today to see where. Last compared: {until}.
      </Notice>
    );
  }
  return (
    <Notice tone="ok" title="Everything matches">
      Last compared: {until}.
    </Notice>
  );
}
