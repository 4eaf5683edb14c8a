import { Facts } from "@/components/ui/facts";
import type { CallDetail } from "@/lib/call-log/call";
import { directionWord, formatPrice } from "@/lib/call-log/words/call";
import { formatPhone } from "@/lib/core/phone";
import { formatDuration, formatExact } from "@/lib/core/time";
import { type NumberOfCall, numberOfCall } from "@/lib/numbers/words";

type Tenant = { country_code: string; time_zone: string };

const length = (seconds: number | null) => (seconds ? formatDuration(seconds) : null);

/** What people want to know of a call: which way it went, who took it, when and for how long. */
export function CallFacts({
  call,
  tenant,
  numbers,
  callee,
}: {
  call: CallDetail;
  tenant: Tenant;
  numbers: NumberOfCall[];
  /** The colleague who was called, by name. */
  callee?: string;
}) {
  return (
    <Facts
      items={[
        { label: "Direction", value: directionWord(call.direction) },
        { label: call.callee_id ? "Called by" : "Rep", value: call.profiles?.name },
        { label: "Called", value: callee },
        { label: "Started", value: formatExact(call.created_at, tenant.time_zone) },
        { label: "Talk time", value: length(call.duration_seconds) },
        {
          label: "Company number",
          value: numberOfCall(call.phone_number_id, numbers, tenant.country_code),
        },
        { label: "Caller ID shown", value: callerIdOf(call, numbers, tenant.country_code) },
      ]}
    />
  );
}

/** A verified caller ID that an outbound call showed, as people of `country` read it. */
function callerIdOf(call: CallDetail, numbers: NumberOfCall[], country: string): string | null {
  const isOwn = numbers.some(({ number }) => number === call.from_number);
  return call.direction === "outbound" && !isOwn ? formatPhone(call.from_number, country) : null;
}

const noNotice = ({ recording_requested, outcome }: CallDetail) =>
  recording_requested && outcome === "connected" ? "Not played" : null;

/** The rest of what Twilio reported of a call as a whole. */
export function TechnicalFacts({
  call,
  tenant,
  notice,
  verdict,
}: {
  call: CallDetail;
  tenant: Tenant;
  /** The recording notice that was played. */
  notice?: string;
  /** What the caller's carrier says of their number. */
  verdict: string | null;
}) {
  // Of a call between browsers there is none.
  const shown = (number: string) =>
    call.direction === "internal" && !number.startsWith("+")
      ? null
      : formatPhone(number, tenant.country_code);
  const exact = (iso: string | null) => iso && formatExact(iso, tenant.time_zone);
  return (
    <div className="grid items-start gap-x-12 gap-y-2.5 md:grid-cols-2">
      <Facts
        items={[
          { label: "From", value: shown(call.from_number) },
          { label: "To", value: shown(call.to_number) },
          {
            label: "Price",
            value: call.price !== null ? formatPrice(call.price, call.price_unit) : null,
          },
          { label: "Call SID", value: call.twilio_call_sid },
        ]}
      />
      <Facts
        items={[
          { label: "Answered", value: exact(call.answered_at) },
          { label: "Ended", value: exact(call.ended_at) },
          { label: "Ring time", value: length(call.ring_seconds) },
          { label: "Billed time", value: length(call.billed_seconds) },
          { label: "Recording notice", value: notice ? `Played: “${notice}”` : noNotice(call) },
          { label: "Caller's number", value: verdict },
        ]}
      />
    </div>
  );
}
