import type { LogEntry } from "@/local/carrier/control";
import type { CallRecord } from "@/local/chaos/record";
import type { Truth } from "@/local/chaos/truth";

/**
 * What happened to a call, as the carrier and then as the record has it: for a finding that nobody
 * understands yet.
 */
export function describeCall({ sid, callId, legs }: Truth, log: LogEntry[], record: CallRecord) {
  const own = log.filter((entry) => legs.some((leg) => leg.sid === entry.callSid));
  const row = record.calls.find((call) => call.twilio_call_sid === sid || call.id === callId);
  const events = record.events.filter(({ call_id }) => call_id === row?.id);
  return [
    `${sid}, here ${row?.id}:`,
    ...own.flatMap((entry) => describeEntry(entry, sid)),
    ...events.map(({ event_type, call_sid, event_data }) => {
      const { CallStatus, status, Digits } = event_data;
      return `    on record: ${event_type} ${call_sid === sid ? "parent" : "child"} ${CallStatus ?? status ?? ""} ${Digits ?? ""}`;
    }),
  ];
}

function describeEntry(entry: LogEntry, parentSid: string): string[] {
  const time = entry.at.slice(14, 23);
  const leg = entry.callSid === parentSid ? "parent" : "child";
  switch (entry.kind) {
    case "call":
      return [`    ${time} ${leg} ${entry.event} ${entry.status}`];
    case "digits":
      return [`    ${time} ${leg} pressed ${entry.digits}`];
    case "rest":
      return [`    ${time} ${leg} ${entry.method} ${entry.status} ${entry.body.Status ?? ""}`];
    case "webhook": {
      const route = URL.parse(entry.url)?.pathname.split("/").at(-1);
      const what = entry.params.Digits ?? entry.params.DialCallStatus ?? entry.params.CallStatus;
      const answer = entry.status ?? entry.outcome;
      return [
        `    ${time} ${leg} webhook ${route} ${what} #${entry.attempt}: ${answer} ${entry.fault ?? ""} ${entry.milliseconds} ms`,
      ];
    }
    default:
      return [];
  }
}
