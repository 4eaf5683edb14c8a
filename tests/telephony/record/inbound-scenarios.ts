import { at, type Happening, newSid, type Planted } from "@/tests/telephony/record/call-record";
import { dialed, leg, recorded, type Scenario, type Told } from "@/tests/telephony/record/told";

/** Every row of the table in docs/flow.md, inbound. */
export function inboundScenarios(tenant: Planted): Scenario[] {
  const from = "+12065550177";
  const make = (
    name: string,
    ends: Scenario["ends"],
    tell: (caller: string, rep: string) => Happening[],
  ): Scenario => {
    const caller = newSid("CA");
    const rep = newSid("CA");
    const answered: Happening = {
      type: "answer",
      dedupe_key: `answer:${caller}`,
      call_sid: caller,
      status: "ringing",
      phone_number_id: tenant.numberId,
      owner_id: tenant.rep,
      occurred_at: at(0),
    };
    const events = [answered, ...tell(caller, rep)].map((event) => ({
      creates: "inbound" as const,
      ...(event.parent_call_sid
        ? { role: "rep" as const, from, to: "+12065550111", user_id: tenant.rep }
        : { role: "caller" as const, from, to: "+12065550100" }),
      ...event,
      ...(event.recording && { role: undefined }),
    }));
    return {
      name,
      direction: "inbound",
      parentSid: caller,
      ends: { from_number: from, ...ends },
      events,
    };
  };
  const repLeg = (caller: string, rep: string, told: Told[]) =>
    leg(rep, told, { parent_call_sid: caller });
  const screened = (caller: string, rep: string, digit: "" | "1"): Happening[] => [
    {
      type: "screen",
      dedupe_key: `screen:${rep}`,
      call_sid: rep,
      parent_call_sid: caller,
      status: "in-progress",
      occurred_at: at(12.2),
    },
    ...(digit
      ? [
          {
            type: "screen" as const,
            dedupe_key: `screen:${rep}:digit`,
            call_sid: rep,
            parent_call_sid: caller,
            status: "in-progress" as const,
            accepted: digit === "1",
            occurred_at: at(15),
          },
        ]
      : []),
  ];
  const ended = (caller: string, second: number): Happening => ({
    type: "status",
    dedupe_key: `status:${caller}:end`,
    call_sid: caller,
    status: "completed",
    duration: second,
    occurred_at: at(second),
  });
  const upTo = (...told: [number, Happening["status"]][]): Told[] =>
    told.map(([second, status]) => ({ at: second, status }));

  return [
    make(
      "accepted, talked and recorded",
      { status: "completed", outcome: "connected", duration_seconds: 45, recorded: true },
      (caller, rep) => [
        ...repLeg(
          caller,
          rep,
          upTo([6, "queued"], [7, "ringing"], [12, "in-progress"], [60, "completed"]),
        ),
        ...screened(caller, rep, "1"),
        dialed(caller, 60.2, true),
        ended(caller, 61),
        // Twilio names neither number here.
        { ...recorded(caller, 15, 45), from: undefined, to: undefined },
      ],
    ),
    make(
      "two phones rung, one accepted",
      { status: "completed", outcome: "connected", duration_seconds: 45, ring_seconds: 5 },
      (caller, rep) => [
        ...repLeg(caller, newSid("CA"), upTo([5, "queued"], [6, "ringing"], [13, "canceled"])),
        ...repLeg(
          caller,
          rep,
          upTo([6, "queued"], [7, "ringing"], [12, "in-progress"], [60, "completed"]),
        ),
        ...screened(caller, rep, "1"),
        dialed(caller, 60.2, true),
        ended(caller, 61),
      ],
    ),
    make(
      "1 pressed, but our answer never got back, says Twilio",
      { status: "no-answer", outcome: "missed", duration_seconds: 0 },
      (caller, rep) => [
        ...repLeg(
          caller,
          rep,
          upTo([6, "queued"], [7, "ringing"], [12, "in-progress"], [20, "completed"]),
        ),
        ...screened(caller, rep, "1"),
        { ...dialed(caller, 20.2, true), dial_bridged: false },
        ended(caller, 26),
      ],
    ),
    make(
      "talked, and the digit never recorded: Twilio says that they were bridged",
      {
        status: "completed",
        outcome: "connected",
        duration_seconds: 18,
        outcome_reason: "presumed_accepted",
      },
      (caller, rep) => [
        ...repLeg(caller, rep, [
          ...upTo([6, "queued"], [7, "ringing"], [12, "in-progress"]),
          { at: 30, status: "completed", duration: 18 },
        ]),
        ...screened(caller, rep, ""),
        { ...dialed(caller, 30.2, true), dial_bridged: true },
        ended(caller, 31),
      ],
    ),
    make(
      "picked up but not accepted",
      { status: "no-answer", outcome: "missed", duration_seconds: 0 },
      (caller, rep) => [
        ...repLeg(
          caller,
          rep,
          upTo([6, "queued"], [7, "ringing"], [12, "in-progress"], [30, "completed"]),
        ),
        ...screened(caller, rep, ""),
        dialed(caller, 30.2, true),
        ended(caller, 36),
      ],
    ),
    ...(["busy", "no-answer", "failed"] as const).map((word) =>
      make(
        `the rep's phone is ${word}`,
        { status: "no-answer", outcome: "missed" },
        (caller, rep) => [
          ...repLeg(caller, rep, upTo([6, "queued"], [7, "ringing"], [20, word])),
          dialed(caller, 20.3, true),
          ended(caller, 26),
        ],
      ),
    ),
    make(
      "our clock is ahead of Twilio's, so that the rep's phone seems to ring before the call began",
      { status: "no-answer", outcome: "missed", created_at: new Date(at(-2)) },
      (caller, rep) => [
        ...repLeg(caller, rep, upTo([-2, "queued"], [7, "ringing"], [20, "busy"])),
        dialed(caller, 20.3, true),
        ended(caller, 26),
      ],
    ),
    make(
      "the caller gives up while the rep's phone rings",
      { status: "canceled", outcome: "missed" },
      (caller, rep) => [
        ...repLeg(caller, rep, upTo([6, "queued"], [7, "ringing"], [15, "canceled"])),
        dialed(caller, 15.2, false),
        ended(caller, 15),
      ],
    ),
    make(
      "the caller is gone a moment before the rep presses 1",
      { status: "canceled", outcome: "missed", duration_seconds: 0 },
      (caller, rep) => [
        ...repLeg(
          caller,
          rep,
          upTo([6, "queued"], [7, "ringing"], [12, "in-progress"], [15, "completed"]),
        ),
        ...screened(caller, rep, "1"),
        dialed(caller, 15.2, false),
        ended(caller, 13),
      ],
    ),
    make(
      "the caller gives up during the greeting",
      { status: "canceled", outcome: "missed" },
      (caller) => [ended(caller, 3)],
    ),
  ];
}
