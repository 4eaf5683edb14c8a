import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { listEvents } from "@/lib/call-log/call";
import { audioUrl } from "@/lib/files/link";
import { listPublished } from "@/lib/routing/store";
import { takenWords } from "@/lib/routing/taken-words";
import { routeVersionsOf } from "@/lib/voice/decide-again";
import { explainAnswer } from "@/lib/voice/explain";
import { audioRow, mp3Of, wavOf } from "@/tests/support/audio";
import { stack } from "@/tests/support/stack";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { uploadAudio } from "@/tests/support/upload-audio";
import { queueRoute, setAvailability } from "@/tests/telephony/calls/queued";
import { greetsWith, heard, publish } from "@/tests/telephony/calls/routed";
import { customer, onlyCall } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

afterAll(() => Promise.all([admin.end(), machine.end()]));

async function callOf(tenant: TestTenant, seconds: number) {
  const { carrier, accountSid, number } = tenant;
  await carrier.handset(accountSid, customer).dial(number);
  await carrier.advance(accountSid, seconds);
  return heard(tenant, customer);
}

const warningsOf = async ({ carrier, accountSid }: TestTenant) =>
  (await carrier.log(accountSid)).filter(({ kind }) => kind === "warning");

test("a caller hears an uploaded file, which the carrier fetches without a session", async () => {
  const tenant = await makeTenant();
  const { file } = await uploadAudio(tenant.admin, "Welcome.wav", await wavOf(3));
  expect(file).toMatchObject({ name: "Welcome", content_type: "audio/wav", seconds: 3 });
  await publish(tenant, greetsWith(file?.id ?? ""));
  expect(await callOf(tenant, 2)).toBe("Welcome");
  await tenant.carrier.advance(tenant.accountSid, 4);
  expect(await heard(tenant, customer)).toContain("Please speak.");
  expect(await warningsOf(tenant)).toEqual([]);
});

test("a file whose bytes are lost: its words are said, and the call's page shows just that", async () => {
  const tenant = await makeTenant();
  const { data } = await tenant.admin.db
    .from("audio_files")
    .insert(audioRow(tenant.id, "Lost"))
    .select("id")
    .single();
  await publish(tenant, greetsWith(data?.id ?? "", "You have reached Acme."));
  expect(await callOf(tenant, 2)).toContain("You have reached Acme.");
  expect(await warningsOf(tenant)).toEqual([]);
  const call = await onlyCall(tenant);
  const { db } = tenant.manager;
  const [event] = await listEvents(db, tenant.id, call.id);
  const routes = await listPublished(db, tenant.id, event ? routeVersionsOf([event]) : []);
  const shown = event && explainAnswer(tenant.id, event, null, routes);
  expect(shown?.twiml).toContain("You have reached Acme.");
  expect(shown?.twiml).not.toContain("<Play>");
  expect(shown?.steps.map(takenWords)).toEqual([
    ...["Greeting: said, in words: its audio file is missing", "Voicemail: asked for a message"],
  ]);
});

const queueWith = (tenant: TestTenant, audio: string) =>
  queueRoute([tenant.rep.userId], { music: { audio } });

test("a queue plays its own music", async () => {
  const tenant = await makeTenant();
  await setAvailability(tenant, tenant.rep, "busy");
  const { file } = await uploadAudio(tenant.admin, "Hold.wav", await wavOf(8));
  await publish(tenant, queueWith(tenant, file?.id ?? ""));
  await callOf(tenant, 12);
  expect(await heard(tenant, customer)).toContain("Hold");
});

test("a queue whose own music is lost plays the usual one, and the call's page says so", async () => {
  const tenant = await makeTenant();
  await setAvailability(tenant, tenant.rep, "busy");
  const { data } = await tenant.admin.db
    .from("audio_files")
    .insert(audioRow(tenant.id, "Lost"))
    .select("id")
    .single();
  await publish(tenant, queueWith(tenant, data?.id ?? ""));
  await callOf(tenant, 12);
  expect(await warningsOf(tenant)).toEqual([]);
  const { db } = tenant.manager;
  const events = await listEvents(db, tenant.id, (await onlyCall(tenant)).id);
  const routes = await listPublished(db, tenant.id, routeVersionsOf(events));
  const steps = events.flatMap((one) => explainAnswer(tenant.id, one, null, routes)?.steps ?? []);
  expect(steps.map(takenWords).join()).toContain("with the usual music: its own is missing");
});

const Served = z.object({ status: z.number(), type: z.string(), bytes: z.number() });
async function served(url: string, init: RequestInit = {}) {
  const response = await fetch(url, init);
  const bytes = (await response.arrayBuffer()).byteLength;
  const type = response.headers.get("content-type") ?? "";
  return { ...Served.parse({ status: response.status, type, bytes }), headers: response.headers };
}

test("Twilio gets a file by its signed link alone, and may keep it as long as that is good", async () => {
  const tenant = await makeTenant();
  const bytes = await mp3Of(2);
  const { file } = await uploadAudio(tenant.admin, "Hello.mp3", bytes);
  const id = file?.id ?? "";
  const url = audioUrl(tenant.id, id, new Date());
  const got = await served(url);
  expect(got).toMatchObject({ status: 200, type: "audio/mpeg", bytes: bytes.length });
  expect(got.headers.get("cache-control")).toMatch(/^public, max-age=\d+$/);
  expect(got.headers.get("content-length")).toBe(String(bytes.length));
  const headers = { "if-none-match": got.headers.get("etag") ?? "" };
  expect(await served(url, { headers })).toMatchObject({ status: 304, bytes: 0 });
  expect(await served(url, { headers: { range: "bytes=0-9" } })).toMatchObject({
    ...{ status: 206, bytes: 10 },
  });
  const other = new URL(url);
  other.searchParams.set("tenant", randomUUID());
  const unsigned = `${stack.urls.app}/api/twilio/media/${id}`;
  for (const wrong of [unsigned, other, url.replace(id, randomUUID()), `${url}x`]) {
    expect((await served(String(wrong))).status).toBe(403);
  }
  const lost = randomUUID();
  expect((await served(audioUrl(tenant.id, lost, new Date()))).status).toBe(404);
});

test("a file is refused by what is in it, whatever it is called, and by whose it would be", async () => {
  const tenant = await makeTenant();
  const text = Buffer.from("This is no audio. ".repeat(100));
  const refused = await uploadAudio(tenant.admin, "Welcome.mp3", text);
  expect(refused).toMatchObject({
    ...{ status: 422, code: "not_audio" },
    message: "“Welcome.mp3” isn't MP3 or WAV audio.",
  });
  expect(await uploadAudio(tenant.admin, "Large.wav", Buffer.alloc(5_000_000))).toMatchObject({
    ...{ status: 422, code: "too_large", message: "“Large.wav” is larger than 4 MB." },
  });
  expect((await uploadAudio(tenant.manager, "a.wav", await wavOf(1))).status).toBe(403);
  expect((await tenant.admin.db.from("audio_files").select("id")).data).toEqual([]);
});
