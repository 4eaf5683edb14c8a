import { afterAll, beforeAll, expect, test } from "vitest";
import { openStage, type Stage } from "@/local/realtime-voice/testing/begin";
import { connect } from "@/local/realtime-voice/testing/client";

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const hello = { response: { instructions: 'Say "Hello there, how are you today?"' } };

test("a late first word", async () => {
  const client = await stage.begin("en");
  await stage.fault({ kind: "late-first-delta", ms: 400 });
  const startedAt = performance.now();
  client.send("response.create", hello);
  await client.next("response.output_audio.delta");
  expect(performance.now() - startedAt).toBeGreaterThan(390);
  client.close();
});

test("a socket that breaks within a response", async () => {
  const client = await stage.begin("en");
  await stage.fault({ kind: "dropped-socket" });
  client.send("response.create", hello);
  expect(await client.closed).toBe(1006);
});

test("a limit that is reached", async () => {
  const client = await stage.begin("en");
  await stage.fault({ kind: "rate-limit" });
  client.send("response.create", hello);
  expect((await client.next("response.done")).response).toMatchObject({
    status: "failed",
    status_details: { type: "failed", error: { code: "rate_limit_exceeded" } },
  });
  client.send("response.create", hello);
  expect((await client.next("response.done")).response).toMatchObject({ status: "completed" });
  client.close();
});

test("a response while another is active, by the client's fault or the provider's", async () => {
  const client = await stage.begin("en");
  const refused = {
    type: "invalid_request_error",
    code: "conversation_already_has_active_response",
    message: expect.stringContaining("Conversation already has an active response in progress"),
  };
  client.send("response.create", hello);
  client.send("response.create", hello);
  expect((await client.next("error")).error).toMatchObject(refused);
  await client.next("response.done");
  await stage.fault({ kind: "active-response" });
  client.send("response.create", { ...hello, event_id: "mine" });
  expect((await client.next("error")).error).toMatchObject({ ...refused, event_id: "mine" });
  client.close();
});

test("a session whose hour is over", async () => {
  const client = await stage.begin("en");
  await stage.fault({ kind: "session-expired" });
  client.send("response.create", hello);
  expect((await client.next("error")).error).toMatchObject({ code: "session_expired" });
  expect(await client.closed).toBe(1001);
});

test("a tool that is called twice in one response", async () => {
  const tools = [{ type: "function", name: "list_services", parameters: { type: "object" } }];
  const client = await stage.begin("en", { tools });
  await stage.fault({ kind: "double-function-call" });
  await stage.say(client, "what services do you have");
  const [one, two] = [
    await client.next("response.function_call_arguments.done"),
    await client.next("response.function_call_arguments.done"),
  ];
  expect([one.name, two.name]).toEqual(["list_services", "list_services"]);
  expect(one.call_id).not.toBe(two.call_id);
  client.close();
});

test("sound in pieces of a second", async () => {
  const client = await stage.begin("en");
  await stage.fault({ kind: "bursts" });
  client.send("response.create", hello);
  const { delta } = await client.next("response.output_audio.delta");
  expect(Buffer.from(String(delta), "base64").length).toBeGreaterThan(6000);
  client.close();
});

test("an upgrade that is refused, and a key that is missing", async () => {
  await stage.fault({ kind: "refused-upgrade", status: 429, key: "sk-busy" });
  await expect(connect(stage.server.url, "sk-busy")).rejects.toThrow("429");
  await expect(connect(stage.server.url, "")).rejects.toThrow("401");
});
