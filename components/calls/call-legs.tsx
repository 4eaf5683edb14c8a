import { Cell, HeadCell, Row, Table, TableBody, TableHead } from "@/components/ui/table";
import type { CallLeg } from "@/lib/call-log/call";
import { formatPrice, legRoleName, legStatusName } from "@/lib/call-log/words/call";
import { formatPhone } from "@/lib/core/phone";
import { formatClock, formatDuration } from "@/lib/core/time";

/** Each phone and browser on a call, with its own times, status and price. */
export function CallLegs({
  legs,
  people,
  customer,
  tenant,
}: {
  legs: CallLeg[];
  people: { user_id: string; name: string }[];
  /** The contact's name, when the call has one. */
  customer: string | undefined;
  tenant: { country_code: string; time_zone: string };
}) {
  const clock = (iso: string | null) => (iso ? formatClock(iso, tenant.time_zone) : null);
  // Answered by Twilio's clock, which counts seconds, it may have rung later by ours.
  const rangAt = ({ ringing_at: rang, answered_at: answered }: CallLeg) =>
    rang && answered && rang > answered ? answered : rang;
  return (
    <Table label="Legs">
      <TableHead>
        <HeadCell className="xl:w-[24%]">Phone</HeadCell>
        <HeadCell>Status</HeadCell>
        <HeadCell>Rang</HeadCell>
        <HeadCell>Answered</HeadCell>
        <HeadCell>Ended</HeadCell>
        <HeadCell className="text-right">Duration</HeadCell>
        <HeadCell className="text-right">Talked</HeadCell>
        <HeadCell className="text-right">Price</HeadCell>
      </TableHead>
      <TableBody>
        {legs.map((leg) => {
          const isCustomer = leg.role === "caller" || leg.role === "customer";
          const person = isCustomer
            ? customer
            : people.find(({ user_id }) => user_id === leg.user_id)?.name;
          const number = leg.role === "caller" ? leg.from_number : leg.to_number;
          return (
            <Row key={leg.call_sid}>
              <Cell>
                <span className="block font-medium text-ink">
                  {person ?? legRoleName(leg.role)}
                </span>
                <span className="block text-[13px] text-muted tabular-nums">
                  {person && `${legRoleName(leg.role)} · `}
                  {number && (
                    <span className="whitespace-nowrap">
                      {formatPhone(number, tenant.country_code)}
                    </span>
                  )}
                </span>
              </Cell>
              <Cell className="text-ink">
                {legStatusName(leg.status)}
                {leg.accepted_at && (
                  <span className="block text-[13px] text-muted">
                    {leg.medium === "phone" ? "pressed 1" : "answered"} at {clock(leg.accepted_at)}
                  </span>
                )}
              </Cell>
              <Timed name="Rang">{clock(rangAt(leg))}</Timed>
              <Timed name="Answered">{clock(leg.answered_at)}</Timed>
              <Timed name="Ended">{clock(leg.ended_at)}</Timed>
              <Timed name="Duration" right>
                {leg.duration_seconds !== null && formatDuration(leg.duration_seconds)}
              </Timed>
              <Timed name="Talked" right>
                {leg.talk_seconds !== null && formatDuration(leg.talk_seconds)}
              </Timed>
              <Timed name="Price" right>
                {leg.price !== null && formatPrice(leg.price, leg.price_unit)}
              </Timed>
            </Row>
          );
        })}
      </TableBody>
    </Table>
  );
}

function Timed({
  name,
  right = false,
  children,
}: {
  name: string;
  right?: boolean;
  children: string | false | null;
}) {
  if (!children)
    return <Cell className="text-faint max-md:hidden md:text-right">{right && "–"}</Cell>;
  return (
    <Cell className={right ? "text-muted md:text-right" : "text-muted"}>
      <span className="mr-1.5 text-[13px] md:hidden">{name}</span>
      <span className="whitespace-nowrap tabular-nums max-md:text-ink">{children}</span>
    </Cell>
  );
}
