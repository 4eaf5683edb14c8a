import { Facts } from "@/components/ui/facts";
import type { CallDetail } from "@/lib/call-log/call";
import { formatPrice } from "@/lib/call-log/words/call";
import { formatPhone } from "@/lib/core/phone";
import { formatDuration, formatExact } from "@/lib/core/time";
import { type NumberOfCall, numberOfCall } from "@/lib/numbers/words";

/** What is known of a call: times, lengths and what it cost. */
export function CallFacts({
  call,
  tenant,
  numbers,
}: {
  call: CallDetail;
  tenant: { country_code: string; time_zone: string };
  numbers: NumberOfCall[];
}) {
  const exact = (iso: string | null) => iso && formatExact(iso, tenant.time_zone);
  const length = (seconds: number | null) => (seconds ? formatDuration(seconds) : null);
  return (
    <div className="grid items-start gap-x-12 gap-y-2.5 md:grid-cols-2">
      <Facts
        items={[
          { label: "Direction", value: call.direction === "inbound" ? "Inbound" : "Outbound" },
          { label: "From", value: formatPhone(call.from_number, tenant.country_code) },
          { label: "To", value: formatPhone(call.to_number, tenant.country_code) },
          {
            label: "Company number",
            value: numberOfCall(call.phone_number_id, numbers, tenant.country_code),
          },
          { label: "Person", value: call.profiles?.name },
          {
            label: "Price",
            value: call.price !== null ? formatPrice(call.price, call.price_unit) : null,
          },
        ]}
      />
      <Facts
        items={[
          { label: "Started", value: exact(call.created_at) },
          { label: "Answered", value: exact(call.answered_at) },
          { label: "Ended", value: exact(call.ended_at) },
          { label: "Talk time", value: length(call.duration_seconds) },
          { label: "Ring time", value: length(call.ring_seconds) },
          { label: "Billed time", value: length(call.billed_seconds) },
        ]}
      />
    </div>
  );
}
