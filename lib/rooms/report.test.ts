import { expect, test } from "vitest";
import type { RoomEvent } from "@/lib/livekit/event";
import { reportOf } from "@/lib/rooms/report";

const call = "7f0c2a4e-0000-4000-8000-000000000001";
const rae = "7f0c2a4e-0000-4000-8000-000000000003";
const now = new Date("2026-03-02T12:00:09.000Z");

const event: RoomEvent = {
  ...{ id: "EV_1", kind: "participant_joined", at: new Date("2026-03-02T12:00:08.000Z") },
  room: { name: "call-abc_1", sid: "RM_1" },
  participant: {
    ...{ sid: "PA_1", identity: `user_${rae}`, name: "Rae", kind: "browser", attributes: {} },
    ...{ is_hidden: false, joined_at: new Date("2026-03-02T12:00:02.700Z"), left_because: null },
  },
  ...{ track: null, sent: {} },
};
const person = (changes: object): RoomEvent => ({
  ...event,
  participant: event.participant && { ...event.participant, ...changes },
});

test("whoever comes is a leg of the company, in the room since LiveKit's whole second", () => {
  expect(reportOf(event, now)).toMatchObject({
    ...{ room: "call-abc_1", what: "joined", person: rae },
    event: {
      ...{ dedupe_key: "livekit:EV_1", call_sid: "PA_1", role: "rep", medium: "room" },
      ...{ user_id: rae, status: "in-progress", accepted: true },
      spans: [{ space: "room", name: "call-abc_1", entered_at: "2026-03-02T12:00:02.000Z" }],
    },
  });
});

test("whoever leaves was there since they came, also where that was not heard of", () => {
  const { event: said } = reportOf({ ...event, kind: "participant_left" }, now);
  expect(said).toMatchObject({ status: "completed", answered_at: "2026-03-02T12:00:02.000Z" });
  expect(said.spans).toMatchObject([{ left_at: "2026-03-02T12:00:08.000Z" }]);
});

test("nobody leaves before they have come", () => {
  const early = { ...event, kind: "participant_left" as const, at: new Date(0) };
  expect(reportOf(early, now).event.spans).toMatchObject([
    { entered_at: "2026-03-02T12:00:02.000Z", left_at: "2026-03-02T12:00:02.000Z" },
  ]);
});

test("who only listens is a supervisor, who has accepted nothing", () => {
  const said = reportOf(person({ is_hidden: true }), now).event;
  expect(said).toMatchObject({ role: "supervisor", accepted: false });
});

test("a telephone says its call and trunk; what is no id is no call", () => {
  const attributes = { "ringbook.call": call, "sip.trunkID": "ST_1" };
  const phone = { kind: "phone", identity: "sip_+1", attributes };
  expect(reportOf(person(phone), now)).toMatchObject({ call, trunk: "ST_1" });
  expect(reportOf(person(phone), now).event).not.toHaveProperty("role");
  const odd = { ...phone, attributes: { ...attributes, "ringbook.call": "'; --" } };
  expect(reportOf(person(odd), now)).not.toHaveProperty("call");
});

test("a browser cannot say which call it is, nor be somebody by another name", () => {
  const attributes = { "ringbook.call": call };
  expect(reportOf(person({ attributes }), now)).not.toHaveProperty("call");
  expect(reportOf(person({ identity: "agent-1" }), now)).not.toHaveProperty("person");
});
