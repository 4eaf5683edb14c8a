import type { LogEntry } from "@/local/carrier/control/types";
import type { Account } from "@/local/carrier/engine/account";

/**
 * What this leg is hearing; null once the prompt is over: a key was pressed, another phone is
 * dialled, or the two are connected. A prompt that waits for a key stays until then.
 */
export function heardNow(account: Account, callSid: string | null): string | null {
  if (callSid === null) return null;
  const last = account.journal.entries.findLast(
    (entry) => (entry.kind === "spoken" && entry.callSid === callSid) || endsPrompt(entry, callSid),
  );
  return last?.kind === "spoken" ? last.text : null;
}

function endsPrompt(entry: LogEntry, callSid: string): boolean {
  if (entry.kind === "digits" || entry.kind === "stream") return entry.callSid === callSid;
  if (entry.kind !== "call") return false;
  if (entry.event === "initiated") return entry.parentCallSid === callSid;
  return (
    entry.event === "bridged" && (entry.callSid === callSid || entry.parentCallSid === callSid)
  );
}
