import { expect, test } from "vitest";
import { writeCall } from "@/local/scenarios/call";
import { catalogue } from "@/local/scenarios/catalogue";

test("each shape of call has a name of its own, and is written or played", () => {
  const names = catalogue.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(catalogue.filter(({ events, played }) => !events && !played)).toEqual([]);
});

test.each(catalogue.filter(({ events }) => events))(
  "$name: every event has a key of its own and is about a leg of the call",
  ({ direction, events }) => {
    const call = writeCall({
      ...{ direction, callId: "call", accountSid: "AC1", start: new Date(0) },
      ...{ number: "+12065550100", numberId: "number", customer: "+12065550177" },
      rep: { userId: "rep", phone: "+12065550111" },
    });
    events?.(call);
    const keys = call.events.map(({ dedupe_key }) => dedupe_key);
    expect(new Set(keys).size).toBe(keys.length);
    const sids = call.events.flatMap(({ call_sid }) => call_sid ?? []);
    expect(sids.filter((sid) => !call.names.has(sid))).toEqual([]);
  },
);
