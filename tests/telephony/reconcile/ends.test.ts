import { beforeEach, describe, expect, test } from "vitest";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import {
  ask,
  callRow,
  customer,
  everyoneAnswers,
  onlyCall,
  place,
} from "@/tests/telephony/calls/walk";

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

const handset = (number: string) => tenant.carrier.handset(tenant.accountSid, number);
const advance = (seconds: number) => tenant.carrier.advance(tenant.accountSid, seconds);

async function liveLegs(): Promise<string[]> {
  const over = ["completed", "busy", "no-answer", "failed", "canceled"];
  const legs = await tenant.carrier.calls(tenant.accountSid);
  return legs.map(({ status }) => status).filter((status) => !over.includes(status));
}

describe("a call that ends, ends on every leg:", () => {
  test("hang-up in the app while two talk", async () => {
    await everyoneAnswers(tenant);
    const callId = await place(tenant);
    await advance(30);
    expect(await liveLegs()).toHaveLength(2);
    expect((await ask(tenant.rep, `/api/calls/${callId}/hangup`)).status).toBe(200);
    await advance(5);
    expect(await liveLegs()).toEqual([]);
    expect(await callRow(tenant, callId)).toMatchObject({ status: "completed", stage: "ended" });
  });

  test("hang-up in the app while the customer's phone rings", async () => {
    await everyoneAnswers(tenant);
    await tenant.carrier.scriptHandset(tenant.accountSid, customer, { behaviour: "manual" });
    const callId = await place(tenant);
    await advance(15);
    expect(await callRow(tenant, callId)).toMatchObject({ stage: "ringing_customer" });
    await ask(tenant.rep, `/api/calls/${callId}/hangup`);
    await advance(5);
    expect(await liveLegs()).toEqual([]);
    expect((await handset(customer).state()).state).toBe("idle");
    expect(await callRow(tenant, callId)).toMatchObject({ status: "canceled", stage: "ended" });
  });

  test("a rep who hangs up their phone while the customer's rings", async () => {
    await everyoneAnswers(tenant);
    await tenant.carrier.scriptHandset(tenant.accountSid, customer, { behaviour: "manual" });
    const callId = await place(tenant);
    await advance(15);
    expect((await handset(customer).state()).state).toBe("ringing");
    await handset(tenant.rep.phone).hangup();
    await advance(5);
    expect(await liveLegs()).toEqual([]);
    expect((await handset(customer).state()).state).toBe("idle");
    expect(await callRow(tenant, callId)).toMatchObject({
      status: "canceled",
      outcome: "canceled",
      stage: "ended",
    });
  });

  test("hang-up in the app of an inbound call, by the rep who took it", async () => {
    await everyoneAnswers(tenant);
    await handset(customer).dial(tenant.number);
    await advance(30);
    const { id } = await onlyCall(tenant);
    expect((await ask(tenant.rep, `/api/calls/${id}/hangup`)).status).toBe(200);
    await advance(5);
    expect(await liveLegs()).toEqual([]);
    expect((await handset(customer).state()).state).toBe("idle");
    expect(await callRow(tenant, id)).toMatchObject({ status: "completed", stage: "ended" });
  });
});
