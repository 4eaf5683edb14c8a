import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { inboundCallId } from "@/lib/record/event";
import { defaultRoute } from "@/lib/routing/default-route";
import { admin, machine, newSid, plantTenant } from "@/tests/telephony/record/call-record";
import { callerFields, post } from "@/tests/telephony/webhooks/post";

afterAll(() => Promise.all([admin.end(), machine.end()]));

const route = defaultRoute({ name: "Acme Solar", time_zone: "UTC", language: "en-US" });

/** A company whose number has this as its published route, whatever it is. */
async function published(body: object) {
  const tenant = await plantTenant();
  const ids = { route: randomUUID(), version: randomUUID() };
  await admin`insert into public.routes (id, tenant_id, name, draft)
    values (${ids.route}, ${tenant.id}, 'Main', '{}')`;
  await admin`insert into public.route_versions (id, tenant_id, route_id, body)
    values (${ids.version}, ${tenant.id}, ${ids.route}, ${JSON.stringify(body)}::text::jsonb)`;
  await admin`update public.phone_numbers set route_id = ${ids.route}
    where id = ${tenant.numberId}`;
  return { tenant, version: ids.version };
}
type Published = Awaited<ReturnType<typeof published>>;

const ask = async ({ tenant }: Published, path: string, fields: Record<string, string>) => {
  const asked = { path, fields: callerFields(tenant, fields), token: tenant.authToken };
  const response = await post(asked);
  return { status: response.status, twiml: await response.text() };
};

/** A caller rings; the answer, and how Twilio asks on. */
async function dial(line: Published) {
  const CallSid = newSid("CA");
  const answer = await ask(line, "answer", { CallSid });
  const call = inboundCallId(line.tenant.id, CallSid);
  const goOn = (path: string, query: Record<string, string>, fields: Record<string, string>) =>
    ask(line, `${path}?${new URLSearchParams({ call, leg: "caller", ...query })}`, {
      ...{ CallSid, CallStatus: "in-progress", ...fields },
    });
  return { answer, goOn };
}

const takesMessage = (twiml: string) =>
  expect(twiml).toMatch(/Please leave a message after the tone\.<\/Say><Record /);

test.each<[string, object]>([
  ["cannot be read", { steps: "many" }],
  ["has no first step", { ...route, first: null }],
  ["begins with a step that is not there", { ...route, first: "gone" }],
  ["rings a person who was never there", ringing(randomUUID())],
])("a caller whose route %s leaves a message, and is thanked", async (_, body) => {
  const line = await published(body);
  const { answer, goOn } = await dial(line);
  expect(answer.status).toBe(200);
  takesMessage(answer.twiml);
  const [, at = ""] = /at=([^&"#]*)/.exec(answer.twiml) ?? [];
  const left = await goOn("voicemail", { route: line.version, at }, { Digits: "hangup" });
  expect(left.twiml).toContain("Your message was saved. Goodbye.</Say><Hangup/>");
});

describe("a caller who comes back from Twilio", () => {
  test.each<[string, string, Record<string, string>]>([
    ["to a step that is not there", "step", { at: "gone.2.1.1." }],
    ["to no place that can be read", "step", { at: "???" }],
    ["to a step that does not wait for keys", "step", { at: "nobody.2.0.0." }],
    ["from a ring of a step that is not there", "dialed", { at: "gone.2.0.0.0" }],
    ["to a version that there never was", "step", { at: "nobody.2.1.1.", route: randomUUID() }],
  ])("%s leaves a message", async (_, path, query) => {
    const line = await published(route);
    const { goOn } = await dial(line);
    const { status, twiml } = await goOn(path, { route: line.version, ...query }, { Digits: "1" });
    expect(status).toBe(200);
    takesMessage(twiml);
  });
});

test("a message to a person who left is everybody's", async () => {
  const line = await published(route);
  const { tenant } = line;
  await admin`update public.profiles set removed_at = now() where user_id = ${tenant.rep}`;
  const CallSid = newSid("CA");
  await ask(line, "answer", { CallSid });
  const call = inboundCallId(tenant.id, CallSid);
  const mailbox = tenant.rep;
  await post({
    path: `recording?${new URLSearchParams({ call, mailbox })}`,
    fields: {
      ...{ AccountSid: tenant.accountSid, CallSid, RecordingSid: newSid("RE") },
      ...{ RecordingStatus: "completed", RecordingDuration: "7", RecordingSource: "RecordVerb" },
    },
    token: tenant.authToken,
  });
  const left = await admin`select mailbox_id from public.voicemails where tenant_id = ${tenant.id}`;
  expect(left).toEqual([{ mailbox_id: null }]);
});

function ringing(person: string): object {
  const { everyone } = route.steps;
  if (everyone?.kind !== "ring") throw new Error("another route");
  const who = { kind: "people", people: [person] };
  const steps = { ...route.steps, everyone: { ...everyone, who } };
  return { ...route, first: "everyone", steps };
}
