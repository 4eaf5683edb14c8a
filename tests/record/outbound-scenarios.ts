import { at, type Happening, newSid } from "@/tests/record/call-record";
import { dialed, leg, priced, recorded, type Scenario } from "@/tests/record/told";

/** Every row of the table in docs/flow.md, outbound. */
export function outboundScenarios(): Scenario[] {
  const make = (
    name: string,
    ends: Scenario["ends"],
    tell: (agent: string, customer: string) => Happening[],
  ): Scenario => {
    const agent = newSid("CA");
    const customer = newSid("CA");
    const created: Happening = {
      type: "rest.create",
      dedupe_key: `create:${agent}`,
      call_sid: agent,
      status: "queued",
    };
    return {
      name,
      direction: "outbound",
      parentSid: agent,
      ends,
      events: [created, ...tell(agent, customer)],
    };
  };
  const picksUp = (agent: string): Happening[] => [
    ...leg(agent, [
      { at: 0, status: "queued" },
      { at: 1, status: "ringing" },
      { at: 4, status: "in-progress" },
    ]),
    {
      type: "connect",
      dedupe_key: `connect:${agent}`,
      call_sid: agent,
      status: "in-progress",
      occurred_at: at(4.2),
    },
  ];
  const presses1 = (agent: string): Happening => ({
    type: "connect",
    dedupe_key: `connect:${agent}:digit`,
    call_sid: agent,
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
  const rings = (agent: string, customer: string) =>
    leg(
      customer,
      [
        { at: 8, status: "queued" },
        { at: 9, status: "ringing" },
      ],
      { parent_call_sid: agent },
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
      (agent, customer) => [
        ...picksUp(agent),
        presses1(agent),
        ...rings(agent, customer),
        ...leg(customer, [{ at: 13, status: "in-progress" }], {
          parent_call_sid: agent,
          sequence: 2,
        }),
        over(customer, 73, "completed", 60, { parent_call_sid: agent }),
        dialed(agent, 73.3, true),
        over(agent, 74, "completed", 70),
        recorded(agent, 13, 60),
        // Twilio's API need not agree with its callbacks to the second.
        priced(agent, "completed", "-0.0280", 73),
        priced(customer, "completed", "-0.0140", 73, { parent_call_sid: agent }),
      ],
    ),
    {
      name: "Twilio never gets the create",
      direction: "outbound",
      parentSid: newSid("CA"),
      ends: { status: "failed", outcome: "failed", duration_seconds: 0, create_lost: true },
      events: [
        { type: "rest.lost", dedupe_key: newSid("CA") },
        {
          type: "rest.error",
          dedupe_key: newSid("CA"),
          error: { message: "Nothing was dialled." },
          occurred_at: at(70),
        },
      ],
    },
    make(
      "Twilio refuses to dial the customer",
      { status: "failed", outcome: "failed", duration_seconds: 0 },
      (agent) => [
        ...picksUp(agent),
        presses1(agent),
        { ...dialed(agent, 7.5, true), dial_failed: true },
        over(agent, 11, "completed", 7),
      ],
    ),
    make(
      "the rep's phone is busy",
      { status: "busy", outcome: "agent_unreachable", duration_seconds: 0 },
      (agent) =>
        leg(agent, [
          { at: 0, status: "queued" },
          { at: 2, status: "busy", duration: 0 },
        ]),
    ),
    make(
      "the rep's phone rings out",
      { status: "no-answer", outcome: "agent_unreachable" },
      (agent) =>
        leg(agent, [
          { at: 0, status: "queued" },
          { at: 1, status: "ringing" },
          { at: 36, status: "no-answer", duration: 0 },
        ]),
    ),
    make(
      "the rep's phone cannot be reached",
      { status: "failed", outcome: "agent_unreachable" },
      (agent) =>
        leg(agent, [
          { at: 0, status: "queued" },
          { at: 2, status: "failed", duration: 0 },
        ]),
    ),
    make(
      "the rep's voicemail picks up",
      { status: "no-answer", outcome: "agent_unconfirmed", duration_seconds: 0 },
      (agent) => [...picksUp(agent), over(agent, 24, "completed", 20)],
    ),
    make(
      "the rep cancels in the app while their phone rings",
      { status: "canceled", outcome: "canceled" },
      (agent) => [
        ...leg(agent, [
          { at: 0, status: "queued" },
          { at: 1, status: "ringing" },
        ]),
        { type: "hangup", dedupe_key: `hangup:${agent}`, occurred_at: at(3) },
        over(agent, 4, "completed", 0),
      ],
    ),
    ...(["busy", "failed"] as const).map((status) =>
      make(
        `the customer is ${status}`,
        { status, outcome: status, duration_seconds: 0 },
        (agent, customer) => [
          ...picksUp(agent),
          presses1(agent),
          ...rings(agent, customer),
          over(customer, 11, status, 0, { parent_call_sid: agent }),
          dialed(agent, 11.4, true),
          over(agent, 15, "completed", 14),
        ],
      ),
    ),
    make(
      "the customer does not answer",
      { status: "no-answer", outcome: "no-answer" },
      (agent, customer) => [
        ...picksUp(agent),
        presses1(agent),
        ...rings(agent, customer),
        over(customer, 54, "no-answer", 0, { parent_call_sid: agent }),
        dialed(agent, 54.2, true),
        over(agent, 58, "completed", 54),
      ],
    ),
    ...(["canceled", "no-answer"] as const).map((word) =>
      make(
        `the rep hangs up while the customer rings (${word})`,
        { status: "canceled", outcome: "canceled" },
        (agent, customer) => [
          ...picksUp(agent),
          presses1(agent),
          ...rings(agent, customer),
          over(agent, 15, "completed", 11),
          over(customer, 15, word, 0, { parent_call_sid: agent }),
          dialed(agent, 15.3, false),
        ],
      ),
    ),
  ];
}
