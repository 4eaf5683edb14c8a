import { describe, expect, test } from "vitest";
import { compareCall } from "@/lib/reconcile/compare";

type Leg = [side: string, seconds: number | null, parent?: number];
type Shape = {
  direction: "inbound" | "outbound" | "internal";
  /** Each leg: side, seconds at Twilio (null when nobody answered), and the place of its parent. */
  legs: Leg[];
  has_spaces?: boolean;
  ends: [status: string, outcome: string, seconds: number];
};

/** A call here and its legs at Twilio, equal in all but what is judged of them. */
function listed({ direction, legs, has_spaces = false, ends }: Shape) {
  const sid = (place: number | undefined) => (place === undefined ? null : `CA${place}`);
  const own = legs.map(([side, seconds, parent], place) => ({
    call_sid: `CA${place}`,
    parent_call_sid: sid(parent),
    side,
    status: seconds === null ? "no-answer" : "completed",
    duration_seconds: seconds ?? 0,
    price: seconds === null ? null : 0.01,
  }));
  const atTwilio = own.map((leg) => ({
    sid: leg.call_sid,
    parentCallSid: leg.parent_call_sid,
    status: leg.status,
    duration: String(leg.duration_seconds),
    price: leg.price === null ? null : "-0.01",
  }));
  const [status, outcome, duration_seconds] = ends;
  const price = own.reduce((sum, leg) => sum + (leg.price ?? 0), 0);
  const call = { call_id: "call", direction, status, outcome, duration_seconds, price, has_spaces };
  return { call: { ...call, legs: own }, atTwilio };
}

const shapes: [string, Shape][] = [
  [
    "a menu or an agent served the caller",
    { direction: "inbound", legs: [["customer", 120]], ends: ["completed", "handled", 120] },
  ],
  [
    "the caller left a message after the rep's own voicemail had picked up",
    {
      direction: "inbound",
      legs: [
        ["customer", 55],
        ["company", 20, 0],
      ],
      ends: ["no-answer", "voicemail", 0],
    },
  ],
  [
    "a caller asked to be called back from a queue",
    {
      direction: "inbound",
      legs: [["customer", 44]],
      has_spaces: true,
      ends: ["no-answer", "callback", 0],
    },
  ],
  [
    "a caller was transferred: two reps one after the other",
    {
      direction: "inbound",
      legs: [
        ["customer", 130],
        ["company", 47, 0],
        ["company", 62, 0],
      ],
      ends: ["completed", "connected", 105],
    },
  ],
  [
    "a customer was transferred: their leg dialled the second rep",
    {
      direction: "outbound",
      legs: [
        ["company", 56],
        ["customer", 113, 0],
        ["company", 62, 1],
      ],
      ends: ["completed", "connected", 107],
    },
  ],
  [
    "a conference: rep and customer were each called by us",
    {
      direction: "outbound",
      legs: [
        ["company", 69],
        ["customer", 60],
      ],
      has_spaces: true,
      ends: ["completed", "connected", 55],
    },
  ],
  [
    "the customer was on hold: Twilio counts that time too",
    {
      direction: "outbound",
      legs: [
        ["company", 100],
        ["customer", 90, 0],
      ],
      has_spaces: true,
      ends: ["completed", "connected", 50],
    },
  ],
  [
    "two colleagues talked",
    {
      direction: "internal",
      legs: [
        ["company", 39],
        ["company", 30, 0],
      ],
      ends: ["completed", "connected", 30],
    },
  ],
  [
    "a colleague did not answer",
    {
      direction: "internal",
      legs: [
        ["company", 30],
        ["company", null, 0],
      ],
      ends: ["no-answer", "no-answer", 0],
    },
  ],
];

describe.each(shapes)("%s", (_, shape) => {
  test("differs in nothing", () => {
    const { call, atTwilio } = listed(shape);
    expect(compareCall(call, atTwilio)).toEqual([]);
  });

  test("differs where the call says what its legs cannot have come to", () => {
    const { call, atTwilio } = listed(shape);
    const wrong = { ...call, status: "busy", duration_seconds: 999, price: 9 };
    expect(compareCall(wrong, atTwilio).map(({ kind }) => kind)).toEqual([
      "status",
      "duration",
      "price",
    ]);
  });
});

test("a room's participant is not looked for in Twilio's list, and is one of the people", () => {
  const { call, atTwilio } = listed({
    direction: "inbound",
    legs: [
      ["customer", 60],
      ["company", 50],
    ],
    has_spaces: true,
    ends: ["completed", "connected", 48],
  });
  const legs = call.legs.map((leg) =>
    leg.side === "company" ? { ...leg, call_sid: "PA_rep" } : leg,
  );
  expect(compareCall({ ...call, legs }, atTwilio.slice(0, 1))).toEqual([]);
});
