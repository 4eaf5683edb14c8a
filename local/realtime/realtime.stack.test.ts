import { createClient, type RealtimeChannel } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "@/local/postgres/database";
import { stack } from "@/tests/support/stack";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";

const admin = connect(stack.adminDatabaseUrl);
let tenant: TestTenant;
let other: TestTenant;
let topic: string;

type Joined = { state: string; reason: string };

/** Realtime as one person, on the protocol version asked for. */
async function listenerOf(member: Member, vsn: "1.0.0" | "2.0.0" = "2.0.0") {
  const client = createClient(stack.urls.supabase, stack.supabaseKey, {
    accessToken: async () => member.accessToken,
    realtime: { vsn },
  });
  await client.realtime.setAuth();
  return client;
}

function join(channel: RealtimeChannel): Promise<Joined> {
  return new Promise((resolve) => {
    channel.subscribe((state, error) => resolve({ state, reason: error?.message ?? "" }));
  });
}

/** The next broadcast of this name. */
function nextBroadcast(channel: RealtimeChannel, event: string): Promise<{ payload: unknown }> {
  return new Promise((resolve) => {
    channel.on("broadcast", { event }, (message) => resolve({ payload: message.payload }));
  });
}

async function topicOf(member: Member): Promise<string> {
  const { data } = await member.db.rpc("realtime_topic");
  return data ?? "";
}

beforeAll(async () => {
  [tenant, other] = await Promise.all([makeTenant(), makeTenant()]);
  topic = await topicOf(tenant.rep);
});
afterAll(() => admin.end());

describe("a private channel", () => {
  test.each(["1.0.0", "2.0.0"] as const)(
    "brings what the database broadcasts to a member (protocol %s)",
    async (vsn) => {
      const client = await listenerOf(tenant.rep, vsn);
      const channel = client.channel(topic, { config: { private: true } });
      const arrival = nextBroadcast(channel, "contacts");
      expect(await join(channel)).toMatchObject({ state: "SUBSCRIBED" });
      const { data } = await tenant.rep.db
        .from("contacts")
        .insert({ tenant_id: tenant.id, name: "Zoë Ångström" })
        .select("id")
        .single();
      expect(await arrival).toMatchObject({ payload: { id: data?.id } });
      await client.realtime.disconnect();
    },
  );

  test("refuses another tenant's member, with the topic in the reason", async () => {
    const client = await listenerOf(other.admin);
    const joined = await join(client.channel(topic, { config: { private: true } }));
    expect(joined.state).toBe("CHANNEL_ERROR");
    expect(joined.reason).toContain("You do not have permissions to read from this Channel topic");
    expect(joined.reason).toContain(topic);
    await client.realtime.disconnect();
  });

  test("refuses a removed member once the topic has moved on", async () => {
    const { rep2, admin: boss } = other;
    const before = await topicOf(rep2);
    await boss.db.rpc("remove_member", { member: rep2.userId });
    const after = await topicOf(boss);
    expect(after).not.toBe(before);
    const client = await listenerOf(rep2);
    const joined = await join(client.channel(after, { config: { private: true } }));
    expect(joined.state).toBe("CHANNEL_ERROR");
    await client.realtime.disconnect();
  });

  test("refuses a token that someone else signed", async () => {
    const [head, , signature] = tenant.rep.accessToken.split(".");
    const claims = { sub: tenant.rep.userId, role: "authenticated", exp: Date.now() / 1000 + 60 };
    const body = Buffer.from(JSON.stringify(claims)).toString("base64url");
    const client = await listenerOf({ ...tenant.rep, accessToken: `${head}.${body}.${signature}` });
    const joined = await join(client.channel(topic, { config: { private: true } }));
    expect(joined).toMatchObject({ state: "CHANNEL_ERROR" });
    expect(joined.reason).toContain("JwtSignatureError");
    await client.realtime.disconnect();
  });

  test("is the only kind there is", async () => {
    const client = await listenerOf(tenant.rep);
    const joined = await join(client.channel(topic));
    expect(joined).toMatchObject({ state: "CHANNEL_ERROR" });
    expect(joined.reason).toContain("PrivateOnly");
    await client.realtime.disconnect();
  });

  test("passes nothing on that a client sends without an insert policy", async () => {
    const speaker = await listenerOf(tenant.rep);
    const listener = await listenerOf(tenant.manager);
    const config = { private: true, broadcast: { ack: true } };
    const [sending, listening] = [
      speaker.channel(topic, { config }),
      listener.channel(topic, { config: { private: true } }),
    ];
    const received: unknown[] = [];
    listening.on("broadcast", { event: "forged" }, (message) => received.push(message));
    const real = nextBroadcast(listening, "contacts");
    expect(await join(sending)).toMatchObject({ state: "SUBSCRIBED" });
    expect(await join(listening)).toMatchObject({ state: "SUBSCRIBED" });
    const sent = await sending.send({ type: "broadcast", event: "forged", payload: {} });
    expect(sent).not.toBe("ok");
    await tenant.rep.db.from("contacts").insert({ tenant_id: tenant.id, name: "After" });
    await real;
    expect(received).toEqual([]);
    await speaker.realtime.disconnect();
    await listener.realtime.disconnect();
  });

  test("receives nothing of a transaction that was rolled back", async () => {
    const client = await listenerOf(tenant.manager);
    const channel = client.channel(topic, { config: { private: true } });
    const received: unknown[] = [];
    const second = new Promise((resolve) => {
      channel.on("broadcast", { event: "note" }, ({ payload }) => {
        received.push(payload.text);
        resolve(payload);
      });
    });
    expect(await join(channel)).toMatchObject({ state: "SUBSCRIBED" });
    const note = (text: string) => ({ text });
    await admin
      .begin(async (sql) => {
        await sql`select realtime.send(${sql.json(note("never"))}, 'note', ${topic}, true)`;
        throw new Error("rolled back");
      })
      .catch(() => {});
    await admin`select realtime.send(${admin.json(note("kept"))}, 'note', ${topic}, true)`;
    await second;
    expect(received).toEqual(["kept"]);
    await client.realtime.disconnect();
  });
});
