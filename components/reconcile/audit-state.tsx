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
      <Notice tone="warn" title="Twilio could not be asked">
        {state.problem} It is tried again by itself. Last compared: {until}.
      </Notice>
    );
  }
  if (state.differences > 0) {
    return (
      <Notice tone="warn" title="Calls of the last minutes differ from Twilio's list">
        Compare today to see where. Last compared: {until}.
      </Notice>
    );
  }
  return (
    <Notice tone="ok" title="Nothing is missing">
      Last compared: {until}.
    </Notice>
  );
}
