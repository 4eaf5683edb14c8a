import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readFigures } from "@/lib/agent/desk/figures";
import { listEnded, listLive } from "@/lib/agent/desk/live";
import { takeFromAgent } from "@/lib/agent/desk/machine";
import { listTalks } from "@/lib/agent/desk/talk";
import { savePrices } from "@/lib/agent/prices/store";
import { removeAgent } from "@/lib/agent/settings/remove";
import { readUse } from "@/lib/agent/settings/use";
import { talk } from "@/tests/database/rls/talk";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { endTalk, plantReception, plantTalk, runTool, sayTurns } from "@/tests/support/voice-agent";
import { admin, beginOutbound, machine } from "@/tests/telephony/record/call-record";

let tenant: TestTenant;
let call: string;
beforeAll(async () => {
  tenant = await makeTenant();
  call = await talk(tenant, tenant.rep);
});
afterAll(() => Promise.all([admin.end(), machine.end()]));

const figures = async (agent: string) => {
  const asked = { days: 1, agent, now: new Date(), timeZone: "UTC" };
  const { all } = await readFigures(tenant.manager.db, asked);
  return all;
};

test.each([
  ["Your appointment is booked for Friday at ten.", true],
  ["You're all booked. Anything else?", true],
  ["Programarea dumneavoastră este confirmată pentru vineri.", true],
  ["V-am programat vineri la ora zece.", true],
  ["Shall I book Friday at ten?", false],
  ["Nothing is booked yet.", false],
  ["Doriți să vă programez vineri?", false],
])("an agent that says %j claims a booking: %s", async (said, claims) => {
  const [row] = await admin`select private.says_booked(${said}) as claims`;
  expect(row?.claims).toBe(claims);
});

test.each([
  ["Sorry, could you repeat that?", true],
  ["I didn't catch your name.", true],
  ["Nu am înțeles, mai spuneți o dată, vă rog.", true],
  ["We open at nine.", false],
])("an agent that says %j asks again: %s", async (said, asks) => {
  const [row] = await admin`select private.asks_again(${said}) as asks`;
  expect(row?.asks).toBe(asks);
});

test("what came of talks is counted once each, also when more is written of one that has ended", async () => {
  const agent = await plantReception(tenant);
  const first = await plantTalk(tenant, agent, call, {
    turns: [
      { who: "agent", said: "How can I help you?" },
      { who: "caller", said: "mumble" },
      { who: "agent", said: "Sorry, could you repeat that?" },
    ],
    outcome: "handed_over",
  });
  await plantTalk(tenant, agent, call, { turns: [], outcome: "contained" });
  await sayTurns(tenant.id, first, [{ who: "agent", said: "I'm connecting you." }]);
  await endTalk(first, "handed_over");
  expect(await figures(agent.id)).toMatchObject({
    ...{ calls: 2, contained: 1, handed_over: 1, asked_again: 1, booked: 0, false_booked: 0 },
    ...{ p50: 384, p95: 384 },
  });
  const ended = await listEnded(tenant.manager.db, tenant.id, 10);
  expect(ended.filter(({ call_id }) => call_id === call)).toHaveLength(2);
});

test("a talk costs what its tokens cost on its day; without prices that is unknown", async () => {
  const agent = await plantReception(tenant);
  const prices = {
    ...{ audio_in: 32, cached_audio_in: 0.4, audio_out: 64 },
    ...{ text_in: 4, cached_text_in: 0.4, text_out: 16 },
    ...{ transcript_in: 6, transcript_out: 10, transcript_minute: 0.006 },
  };
  const used = {
    ...{ total_tokens: 1_900, input_audio_tokens: 1_000, input_text_tokens: 500 },
    ...{ cached_audio_tokens: 400, cached_text_tokens: 500 },
    ...{ output_audio_tokens: 300, output_text_tokens: 100, transcript_seconds: 30 },
  };
  const talked = async (usage: object, rating: number | null) => {
    const session = await plantTalk(tenant, agent, call);
    await admin`update public.voice_agent_sessions
      set usage = ${admin.json(JSON.parse(JSON.stringify(usage)))}, rating = ${rating}
      where id = ${session}`;
    await endTalk(session, "contained");
  };
  await talked(used, 5);
  expect(await figures(agent.id)).toMatchObject({ calls: 1, cost: 0, uncosted: 1, rated: 1 });
  await savePrices(tenant.admin.db, tenant.id, {
    model: "gpt-realtime-2.1",
    source: "",
    ...prices,
  });
  await talked(used, 2);
  // Of a provider that does not tell them apart.
  await talked({ total_tokens: 1_900 }, null);
  const all = await figures(agent.id);
  // 600 × 32 + 400 × 0.4 + 500 × 0.4 + 300 × 64 + 100 × 16, of a million,
  // and half a minute of the caller's words.
  expect(all).toMatchObject({ calls: 3, uncosted: 2, rated: 2, rating: 3.5 });
  expect(Number(all?.cost)).toBeCloseTo(0.04336, 6);
  const talks = await listTalks(tenant.manager.db, tenant.id, call);
  const costs = talks.flatMap(({ figures: counted }) => counted?.cost ?? []);
  expect(costs.map(Number)).toEqual([0.04336]);
});

test("who says “booked” before there is an appointment is found; after it found one, not", async () => {
  const agent = await plantReception(tenant);
  const turns = [{ who: "agent" as const, said: "Your appointment is booked." }];
  await plantTalk(tenant, agent, call, { turns, outcome: "contained" });
  const [found, none, early] = [
    await plantTalk(tenant, agent, call),
    await plantTalk(tenant, agent, call),
    await plantTalk(tenant, agent, call, { turns }),
  ];
  const bookings = [{ service: "Cut" }];
  await runTool(found, "find_my_bookings", { result: { ok: true, bookings } });
  await runTool(none, "find_my_bookings", { result: { ok: true, bookings: [] } });
  await runTool(early, "find_my_bookings", { result: { ok: true, bookings } });
  for (const session of [found, none]) await sayTurns(tenant.id, session, turns);
  for (const session of [found, none, early]) await endTalk(session, "contained");
  expect(await figures(agent.id)).toMatchObject({ calls: 4, false_booked: 3 });
  const talks = await listTalks(tenant.manager.db, tenant.id, call);
  expect(talks.find(({ id }) => id === found)).toMatchObject({
    figures: { false_booked: false },
    tools: [{ tool: "find_my_bookings", state: "done" }],
  });
});

test("a talk that goes on has its latest turns in order, and those of other tenants are not there", async () => {
  const [agent, other] = [await plantReception(tenant), await makeTenant()];
  const turns = Array.from({ length: 70 }, (_, place) => ({
    ...{ who: "caller" as const, said: `Turn ${place + 1}` },
  }));
  const id = await plantTalk(tenant, agent, call, { turns });
  const live = await listLive(tenant.manager.db, tenant.id, new Date());
  expect(live.count).toBe(live.talks.length);
  const mine = live.talks.find((one) => one.id === id);
  expect(mine?.turns.map(({ said }) => said)).toEqual(turns.slice(10).map(({ said }) => said));
  const none = { talks: [], count: 0 };
  expect(await listLive(other.manager.db, other.id, new Date())).toEqual(none);
  expect(await listLive(tenant.rep2.db, tenant.id, new Date())).toEqual(none);
});

test("a manager takes a caller once; a rep, another tenant's admin, and whoever has no phone do not", async () => {
  const [agent, other] = [await plantReception(tenant), await makeTenant()];
  const id = await plantTalk(tenant, agent, call);
  const take = (who: { userId: string }, whose = tenant) => takeFromAgent(whose.id, who.userId, id);
  expect(await take(other.admin, other)).toBe("over");
  expect(await take(tenant.rep)).toBe("forbidden");
  await admin`update public.personal_phones set verified_at = null
    where tenant_id = ${tenant.id} and user_id = ${tenant.admin.userId}`;
  expect(await take(tenant.admin)).toBe("no_phone");
  expect(await take(tenant.manager)).toBe("asked");
  expect(await take(tenant.manager)).toBe("already_asked");
  await endTalk(id, "taken_over");
  expect(await take(tenant.manager)).toBe("over");
});

test("a manager who supervises a call takes no caller; a rep never does", async () => {
  const own = await makeTenant();
  const { id, numberId, accountSid, authToken } = own;
  const line = { id, rep: own.rep.userId, numberId, accountSid, authToken };
  const over = await plantTalk(own, await plantReception(own), await talk(own, own.rep));
  await endTalk(over, "contained");
  const session = await plantTalk(own, await plantReception(own), await talk(own, own.rep));
  const supervised = await beginOutbound(line);
  await admin`insert into public.call_supervisions
    (tenant_id, call_id, user_id, mode, state, is_shown, is_announced, asked_at)
    values (${id}, ${supervised}, ${own.manager.userId}, 'listen', 'in', true, false, now())`;
  expect(await takeFromAgent(id, own.manager.userId, session)).toBe("on_call");
  await admin`update public.call_supervisions set state = 'gone' where call_id = ${supervised}`;
  expect(await takeFromAgent(id, own.manager.userId, session)).toBe("asked");
  expect(await takeFromAgent(id, own.rep.userId, over)).toBe("forbidden");
  expect(await takeFromAgent(id, own.rep.userId, randomUUID())).toBe("forbidden");
});

test("an agent that a route uses, if only in its draft, is not deleted; and then it is", async () => {
  const own = await makeTenant();
  const agent = await plantReception(own);
  const { db } = own.admin;
  const step = { kind: "agent", name: "", agent_id: agent.id, next: null };
  const draft = { language: "en-US", voice: "Polly.Joanna-Neural", first: "a", steps: { a: step } };
  const route = await db
    .from("routes")
    .insert({ tenant_id: own.id, name: "Main line", draft })
    .select("id")
    .single();
  const tenantOf = { id: own.id, country_code: "US" };
  const member = { db, tenant: { ...memberTenant, ...tenantOf } };
  expect((await readUse(member)).get(agent.id)).toMatchObject([
    { name: "Main line", isPublished: false, numbers: [] },
  ]);
  await expect(removeAgent(member, agent.id)).rejects.toThrow("“Main line” uses it.");
  const bare = { ...draft, first: null, steps: {} };
  await db
    .from("routes")
    .update({ draft: bare })
    .eq("id", route.data?.id ?? "");
  await removeAgent(member, agent.id);
  await removeAgent(member, agent.id);
  const { data } = await db.from("voice_agents").select("removed_at").single();
  expect(data?.removed_at).not.toBeNull();
});

const memberTenant = {
  ...{ id: "", name: "Acme", country_code: "US", time_zone: "UTC", recording_enabled: true },
  ...{ recording_notice: "", keep_recordings_days: null, call_time_limit_seconds: 3600 },
  after_call_seconds: 0,
  rooms_url: null,
};
