import { at, type Happening, newSid } from "@/tests/telephony/record/call-record";
import { dialed, leg, priced, recorded, type Scenario } from "@/tests/telephony/record/told";

/** Every row of the table in docs/flow.md, outbound. */
export function outboundScenarios(): Scenario[] {
  const make = (
    name: string,
    ends: Scenario["ends"],
    tell: (rep: string, customer: string) => Happening[],
  ): Scenario => {
    const rep = newSid("CA");
    const customer = newSid("CA");
    const created: Happening = {
      type: "rest.create",
      dedupe_key: `create:${rep}`,
      call_sid: rep,
      status: "queued",
    };
    return {
      name,
      direction: "outbound",
      parentSid: rep,
      ends,
      events: [created, ...tell(rep, customer)].map((event) => ({
        ...(event.call_sid &&
          !event.recording && { role: event.parent_call_sid ? "customer" : "rep" }),
        ...event,
      })),
    };
  };
  const picksUp = (rep: string): Happening[] => [
    ...leg(rep, [
      { at: 0, status: "queued" },
      { at: 1, status: "ringing" },
      { at: 4, status: "in-progress" },
    ]),
    {
      type: "connect",
      dedupe_key: `connect:${rep}`,
      call_sid: rep,
      status: "in-progress",
      occurred_at: at(4.2),
    },
  ];
  const presses1 = (rep: string): Happening => ({
    type: "connect",
    dedupe_key: `connect:${rep}:digit`,
    call_sid: rep,
    status: "in-progress",
    accepted: true,
    occurred_at: at(7),
  });
  const over = (
    sid: string,
    second: number,
    status: Happening["status"],
    duration: number,
    rest: Partial<Happening> = {},
  ): Happening => ({
    type: "status",
    dedupe_key: `status:${sid}:3:${status}`,
    call_sid: sid,
    status,
    sequence: 3,
    duration,
    occurred_at: at(second),
    ...rest,
  });
  const rings = (rep: string, customer: string) =>
    leg(
      customer,
      [
        { at: 8, status: "queued" },
        { at: 9, status: "ringing" },
      ],
      { parent_call_sid: rep },
    );

  return [
    make(
      "both talk, the customer hangs up",
      {
        status: "completed",
        outcome: "connected",
        duration_seconds: 60,
        ring_seconds: 4,
        price: "0.04200",
        recorded: true,
      },
      (rep, customer) => [
        ...picksUp(rep),
        presses1(rep),
        ...rings(rep, customer),
        ...leg(customer, [{ at: 13, status: "in-progress" }], {
          parent_call_sid: rep,
          sequence: 2,
        }),
        over(customer, 73, "completed", 60, { parent_call_sid: rep }),
        dialed(rep, 73.3, true),
        over(rep, 74, "completed", 70),
        recorded(rep, 13, 60),
        // Twilio's API need not agree with its callbacks to the second.
        priced(rep, "completed", "-0.0280", 73),
        priced(customer, "completed", "-0.0140", 73, { parent_call_sid: rep }),
      ],
    ),
    {
      name: "Twilio never gets the create",
      direction: "outbound",
      parentSid: newSid("CA"),
      ends: { status: "failed", outcome: "failed", duration_seconds: 0, create_lost: true },
      events: [
        { type: "rest.lost", request: "create_lost", dedupe_key: newSid("CA") },
        {
          type: "rest.error",
          request: "create_refused",
          dedupe_key: newSid("CA"),
          error: { message: "Nothing was dialed." },
          occurred_at: at(70),
        },
      ],
    },
    make(
      "Twilio refuses to dial the customer",
      { status: "failed", outcome: "failed", duration_seconds: 0 },
      (rep) => [
        ...picksUp(rep),
        presses1(rep),
        { ...dialed(rep, 7.5, true), dial_failed: true },
        over(rep, 11, "completed", 7),
      ],
    ),
    make(
      "the rep's phone is busy",
      { status: "busy", outcome: "rep_unreachable", duration_seconds: 0 },
      (rep) =>
        leg(rep, [
          { at: 0, status: "queued" },
          { at: 2, status: "busy", duration: 0 },
        ]),
    ),
    make("the rep's phone rings out", { status: "no-answer", outcome: "rep_unreachable" }, (rep) =>
      leg(rep, [
        { at: 0, status: "queued" },
        { at: 1, status: "ringing" },
        { at: 36, status: "no-answer", duration: 0 },
      ]),
    ),
    make(
      "the rep's phone cannot be reached",
      { status: "failed", outcome: "rep_unreachable" },
      (rep) =>
        leg(rep, [
          { at: 0, status: "queued" },
          { at: 2, status: "failed", duration: 0 },
        ]),
    ),
    make(
      "the rep's voicemail picks up",
      { status: "no-answer", outcome: "rep_unconfirmed", duration_seconds: 0 },
      (rep) => [...picksUp(rep), over(rep, 24, "completed", 20)],
    ),
    make(
      "the rep cancels in the app while their phone rings",
      { status: "canceled", outcome: "canceled" },
      (rep) => [
        ...leg(rep, [
          { at: 0, status: "queued" },
          { at: 1, status: "ringing" },
        ]),
        { type: "hangup", request: "hangup", dedupe_key: `hangup:${rep}`, occurred_at: at(3) },
        over(rep, 4, "completed", 0),
      ],
    ),
    ...(["busy", "failed"] as const).map((status) =>
      make(
        `the customer is ${status}`,
        { status, outcome: status, duration_seconds: 0 },
        (rep, customer) => [
          ...picksUp(rep),
          presses1(rep),
          ...rings(rep, customer),
          over(customer, 11, status, 0, { parent_call_sid: rep }),
          dialed(rep, 11.4, true),
          over(rep, 15, "completed", 14),
        ],
      ),
    ),
    make(
      "the customer does not answer",
      { status: "no-answer", outcome: "no-answer" },
      (rep, customer) => [
        ...picksUp(rep),
        presses1(rep),
        ...rings(rep, customer),
        over(customer, 54, "no-answer", 0, { parent_call_sid: rep }),
        dialed(rep, 54.2, true),
        over(rep, 58, "completed", 54),
      ],
    ),
    ...(["canceled", "no-answer"] as const).map((word) =>
      make(
        `the rep hangs up while the customer rings (${word})`,
        { status: "canceled", outcome: "canceled" },
        (rep, customer) => [
          ...picksUp(rep),
          presses1(rep),
          ...rings(rep, customer),
          over(rep, 15, "completed", 11),
          over(customer, 15, word, 0, { parent_call_sid: rep }),
          dialed(rep, 15.3, false),
        ],
      ),
    ),
  ];
}
