import { at, type Happening } from "@/tests/telephony/record/call-record";

/** A caller's first webhook: the caller's leg rings at the planted number. */
export function rings(sid: string, rest: Partial<Happening> = {}) {
  return {
    type: "answer",
    dedupe_key: `answer:${sid}`,
    creates: "inbound",
    role: "caller",
    status: "ringing",
    from: "+12065550177",
    to: "+12065550100",
    occurred_at: at(0),
    ...rest,
    call_sid: sid,
  } satisfies Happening;
}

/** What Twilio's API says of a leg once it knows its price. */
export function priced(
  sid: string,
  status: Happening["status"],
  price: string,
  second: number,
  rest: Partial<Happening> = {},
): Happening {
  return {
    type: "rest.fetch",
    dedupe_key: `rest:${sid}:${status}:${price}`,
    call_sid: sid,
    status,
    sequence: 1_000_000,
    price,
    price_unit: "USD",
    occurred_at: at(second),
    ...rest,
  };
}

/** A recording that is there to be heard, from when it began and for how long, in seconds. */
export function recorded(parent: string, began: number, duration: number) {
  return {
    type: "recording",
    dedupe_key: `recording:${parent}`,
    call_sid: parent,
    recording: {
      sid: `RE${parent.slice(2)}`,
      status: "completed",
      duration,
      channels: 2,
      started_at: at(began),
    },
  } satisfies Happening;
}
