import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callMachine } from "@/lib/db/machine/connection";
import { stack } from "@/tests/support/stack";
import { admin, machine } from "@/tests/telephony/record/call-record";
import {
  callerDials,
  makeRoomTenant,
  type RoomTenant,
  ringing,
  sipLeg,
} from "@/tests/telephony/rooms/room-call";

let tenant: RoomTenant;
beforeAll(async () => {
  tenant = await makeRoomTenant();
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

/** What is known of this company's webhooks so many minutes from now; null: nothing rang there. */
async function isMissing(minutes = 2): Promise<boolean | null> {
  const at = new Date(Date.now() + minutes * 60_000).toISOString();
  const result = await callMachine((sql) => sql`select machine.livekit_reports(${at}) as result`);
  const all = Array.isArray(result) ? result : [];
  return all.find(({ tenant_id }) => tenant_id === tenant.id)?.is_missing ?? null;
}

describe("whether LiveKit's webhooks come in", () => {
  test("is not known until a call has rung in a room", async () => {
    expect(await isMissing()).toBeNull();
    const call = await callerDials(tenant);
    await sipLeg(tenant, call, "failed");
    expect(await isMissing()).toBeNull();
  });

  test("they don't where a call rang and nothing was reported", async () => {
    const call = await callerDials(tenant);
    await sipLeg(tenant, call, "initiated");
    await sipLeg(tenant, call, "ringing");
    expect(await isMissing(0)).toBeNull();
    expect(await isMissing()).toBe(true);
  });

  test("they do once one has come since", async () => {
    await ringing(tenant);
    expect(await isMissing()).toBe(false);
    expect(await isMissing(2 * 24 * 60)).toBeNull();
    await admin`update public.livekit_accounts set reported_at = now() - interval '5 minutes'
      where tenant_id = ${tenant.id}`;
    expect(await isMissing()).toBe(true);
    await admin`update public.livekit_accounts set is_on = false where tenant_id = ${tenant.id}`;
    expect(await isMissing()).toBeNull();
  });
});

test("what rang in a project that was changed for another says nothing of that", async () => {
  const call = await callerDials(tenant);
  await sipLeg(tenant, call, "initiated");
  await sipLeg(tenant, call, "ringing");
  const changed = { is_on: true, reported_at: null };
  const { id } = tenant;
  await admin`update public.livekit_accounts set ${admin(changed)} where tenant_id = ${id}`;
  expect(await isMissing()).toBe(true);
  await admin`update public.livekit_accounts set set_up_at = now() + interval '2 seconds'
    where tenant_id = ${id}`;
  expect(await isMissing()).toBeNull();
});

test("health tells it to anybody, and of no company", async () => {
  const answer = await fetch(`${stack.urls.app}/api/health`);
  const text = await answer.text();
  // Unknown where LiveKit took its time, which a busy machine does.
  const state = expect.stringMatching(/^(up|down|unused|unknown)$/);
  expect(JSON.parse(text).parts).toEqual({
    ...{ app: "up", database: "up", supabase: "up" },
    ...{ livekit: state, livekit_webhooks: state },
  });
  expect(text).not.toContain(tenant.id);
});
