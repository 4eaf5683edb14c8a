import type { Planted } from "@/tests/telephony/record/call-record";
import { makeShape, type Shape } from "@/tests/telephony/record/shape";

type Ends = {
  status: string;
  outcome: string;
  reason: string;
  talk: number;
  /** Seconds of each person's own talk, in the order of their legs. */
  each?: number[];
};

/** What a feature to come sends of a call, and what the record must say of it. */
export type ShapeScenario = {
  name: string;
  direction: "inbound" | "outbound" | "internal";
  ends: Ends;
  tell(shape: Shape): void;
};

const inbound = (name: string, ends: Ends, tell: ShapeScenario["tell"]): ShapeScenario => ({
  name,
  direction: "inbound",
  ends,
  tell,
});
const outbound = (name: string, ends: Ends, tell: ShapeScenario["tell"]): ShapeScenario => ({
  name,
  direction: "outbound",
  ends,
  tell,
});

const handled: Ends = {
  status: "completed",
  outcome: "handled",
  reason: "handled_by_system",
  talk: 120,
};
const voicemail: Ends = {
  status: "no-answer",
  outcome: "voicemail",
  reason: "voicemail_left",
  talk: 0,
};
const connected = (reason: string, talk: number, each: number[]): Ends => ({
  status: "completed",
  outcome: "connected",
  reason,
  talk,
  each,
});

/** A caller's leg that rings and is picked up by us at once. */
function picksUp({ leg, status }: Shape) {
  const caller = leg("caller");
  status(0, caller, "ringing");
  status(1, caller, "in-progress");
  return caller;
}

/** A rep's leg that the system calls, as for a conference or a queue. */
function joins({ leg, accepts, enters }: Shape, second: number, user: string, room: string) {
  const rep = leg("rep", { user });
  accepts(second, rep);
  enters(second, rep, "conference", room);
  return rep;
}

export const handledScenarios: ShapeScenario[] = [
  inbound("the caller talks to a menu, then leaves", handled, (shape) => {
    const caller = picksUp(shape);
    shape.step(20, "menu", { serves: true, reason: "chose 2" });
    shape.status(121, caller, "completed", 120);
  }),
  inbound("the caller talks to a voice agent, then leaves", handled, (shape) => {
    const caller = picksUp(shape);
    shape.enters(3, caller, "stream", "agent");
    shape.leaves(121, caller, "stream", "agent");
    shape.status(121, caller, "completed", 120);
  }),
  inbound(
    "a menu serves the caller, who asks for a person then: nobody answers",
    { status: "no-answer", outcome: "missed", reason: "nobody_accepted", talk: 0 },
    (shape) => {
      const caller = picksUp(shape);
      shape.step(20, "menu", { serves: true });
      const rep = shape.leg("rep", { parent: caller.sid, user: shape.rep });
      shape.status(30, rep, "ringing");
      shape.status(55, rep, "no-answer");
      shape.status(60, caller, "completed", 59);
    },
  ),
  inbound("the rep's own voicemail picks up, the caller leaves a message", voicemail, (shape) => {
    const caller = picksUp(shape);
    const rep = shape.leg("rep", { parent: caller.sid, user: shape.rep });
    shape.status(5, rep, "ringing");
    shape.status(12, rep, "in-progress");
    shape.status(32, rep, "completed", 20);
    shape.enters(34, caller, "voicemail");
    shape.recorded(60, caller, "RecordVerb", 20);
    shape.leaves(56, caller, "voicemail");
    shape.status(56, caller, "completed", 55);
  }),
  inbound("the caller waits in a queue, then leaves a message", voicemail, (shape) => {
    const caller = picksUp(shape);
    shape.enters(5, caller, "queue", "QU1");
    shape.leaves(65, caller, "queue", "QU1");
    shape.enters(66, caller, "voicemail");
    shape.recorded(95, caller, "RecordVerb", 12);
    shape.status(90, caller, "completed", 89);
  }),
  inbound(
    "the caller hangs up in the queue",
    { status: "canceled", outcome: "missed", reason: "left_queue", talk: 0 },
    (shape) => {
      const caller = picksUp(shape);
      shape.enters(5, caller, "queue", "QU1");
      shape.leaves(65, caller, "queue", "QU1");
      shape.status(65, caller, "completed", 64);
    },
  ),
  inbound(
    "the caller asks in the queue to be called back",
    { status: "no-answer", outcome: "callback", reason: "callback_requested", talk: 0 },
    (shape) => {
      const caller = picksUp(shape);
      shape.enters(5, caller, "queue", "QU1");
      shape.step(40, "callback");
      shape.leaves(41, caller, "queue", "QU1");
      shape.status(45, caller, "completed", 44);
    },
  ),
];

export const transferScenarios: ShapeScenario[] = [
  inbound(
    "a transfer: the caller talks on with a second rep, the first hangs up",
    connected("rep_accepted", 105, [45, 60]),
    (shape) => {
      const caller = picksUp(shape);
      const first = shape.leg("rep", { parent: caller.sid, user: shape.rep });
      shape.accepts(15, first);
      shape.status(60, first, "completed", 47);
      const second = shape.leg("rep", { parent: caller.sid, user: shape.rep });
      shape.accepts(70, second);
      shape.status(130, second, "completed", 62);
      shape.status(131, caller, "completed", 130);
    },
  ),
  outbound(
    "a transfer: the customer talks on with a second rep, the first hangs up",
    connected("customer_answered", 107, [47, 60]),
    (shape) => {
      const first = shape.leg("rep", { user: shape.rep });
      shape.accepts(7, first);
      const customer = shape.leg("customer", { parent: first.sid });
      shape.status(9, customer, "ringing");
      shape.status(13, customer, "in-progress");
      // Redirected to another <Dial>, the customer leaves the first rep.
      const second = shape.leg("rep", { parent: customer.sid, user: shape.rep });
      shape.status(60, second, "queued");
      shape.status(61, first, "completed", 56);
      shape.accepts(66, second);
      shape.status(126, second, "completed", 62);
      shape.status(126, customer, "completed", 113);
    },
  ),
  inbound(
    "the rep takes the caller out of a queue",
    connected("met_in_space", 40, [40]),
    (shape) => {
      const caller = picksUp(shape);
      shape.enters(5, caller, "queue", "QU1");
      shape.leaves(30, caller, "queue", "QU1");
      shape.enters(30, caller, "bridge", "QU1");
      const rep = shape.leg("rep", { user: shape.rep });
      shape.accepts(28, rep);
      shape.enters(30, rep, "bridge", "QU1");
      shape.leaves(70, rep, "bridge", "QU1");
      shape.leaves(70, caller, "bridge", "QU1");
      shape.status(70, rep, "completed", 44);
      shape.status(71, caller, "completed", 70);
    },
  ),
];

export const conferenceScenarios: ShapeScenario[] = [
  outbound(
    "a conference: the customer's leg is created by REST and has no parent",
    connected("met_in_space", 60, [60]),
    (shape) => {
      const rep = joins(shape, 6, shape.rep, "CF1");
      const customer = shape.leg("customer");
      shape.status(8, customer, "ringing");
      shape.status(12, customer, "in-progress");
      shape.enters(12, customer, "conference", "CF1");
      shape.leaves(72, customer, "conference", "CF1");
      shape.status(72, customer, "completed", 60);
      shape.leaves(73, rep, "conference", "CF1");
      shape.status(73, rep, "completed", 69);
    },
  ),
  inbound(
    "a conference with three: a second rep joins, the first leaves",
    connected("met_in_space", 90, [50, 60]),
    (shape) => {
      const caller = picksUp(shape);
      shape.enters(2, caller, "conference", "CF1");
      const first = joins(shape, 10, shape.rep, "CF1");
      const second = joins(shape, 40, shape.rep, "CF1");
      shape.leaves(60, first, "conference", "CF1");
      shape.status(60, first, "completed", 52);
      shape.leaves(100, caller, "conference", "CF1");
      shape.status(100, caller, "completed", 99);
      shape.leaves(101, second, "conference", "CF1");
      shape.status(101, second, "completed", 63);
    },
  ),
  inbound(
    "hold and consultation: the two reps talk while the caller hears music",
    connected("met_in_space", 50, [50, 20]),
    (shape) => {
      const caller = picksUp(shape);
      shape.enters(2, caller, "conference", "CF1");
      const first = joins(shape, 10, shape.rep, "CF1");
      shape.enters(40, caller, "hold", "CF1");
      const second = joins(shape, 45, shape.rep, "CF1");
      shape.leaves(60, caller, "hold", "CF1");
      shape.status(80, second, "completed", 37);
      shape.leaves(80, second, "conference", "CF1");
      shape.status(80, first, "completed", 72);
      shape.status(81, caller, "completed", 80);
    },
  ),
  inbound(
    "a supervisor listens, then barges in: only from there it is their talk",
    connected("met_in_space", 60, [60, 10]),
    (shape) => {
      const caller = picksUp(shape);
      shape.enters(2, caller, "conference", "CF1");
      const rep = joins(shape, 10, shape.rep, "CF1");
      const listener = shape.leg("supervisor", { user: shape.rep });
      shape.status(30, listener, "in-progress");
      shape.enters(30, listener, "conference", "CF1");
      shape.enters(60, listener, "barge", "CF1");
      shape.status(70, rep, "completed", 62);
      shape.status(70, caller, "completed", 69);
      shape.status(70, listener, "completed", 40);
    },
  ),
];

export const otherScenarios: ShapeScenario[] = [
  {
    name: "an internal call: two colleagues talk in the browser",
    direction: "internal",
    ends: connected("colleague_answered", 30, [30, 30]),
    tell(shape) {
      const first = shape.leg("rep", { user: shape.rep, browser: true });
      shape.status(0, first, "in-progress");
      const second = shape.leg("rep", { parent: first.sid, user: shape.rep, browser: true });
      shape.accepts(10, second);
      shape.status(38, second, "completed", 30);
      shape.status(39, first, "completed", 39);
    },
  },
  inbound(
    "forwarded to an outside number: talk without a person",
    connected("rep_accepted", 50, [50]),
    (shape) => {
      const caller = picksUp(shape);
      const outside = shape.leg("outside", { parent: caller.sid });
      shape.status(5, outside, "ringing");
      shape.status(10, outside, "in-progress");
      shape.status(60, outside, "completed", 50);
      shape.status(61, caller, "completed", 60);
    },
  ),
  inbound(
    "the rep answers in the browser: no digit is needed",
    connected("rep_accepted", 40, [40]),
    (shape) => {
      const caller = picksUp(shape);
      const rep = shape.leg("rep", { parent: caller.sid, user: shape.rep, browser: true });
      shape.accepts(12, rep);
      shape.status(50, rep, "completed", 40);
      shape.status(51, caller, "completed", 50);
    },
  ),
];

export const shapeScenarios = [
  ...handledScenarios,
  ...transferScenarios,
  ...conferenceScenarios,
  ...otherScenarios,
];

/** The events of a scenario, on CallSids of its own. */
export function eventsOf(scenario: ShapeScenario, tenant: Planted) {
  const shape = makeShape(tenant, scenario.direction);
  scenario.tell(shape);
  return shape.events;
}
