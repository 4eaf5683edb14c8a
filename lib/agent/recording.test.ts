import { expect, test } from "vitest";
import { settled } from "@/lib/agent/testing/clock";
import { greeted, TestTalk } from "@/lib/agent/testing/talk";

test("a talk is recorded from when its first words were heard", async () => {
  const talk = new TestTalk();
  await talk.configured();
  await talk.answers("Hello, how can I help you?", 1_000);
  await talk.passes(500);
  expect(talk.recorded).toEqual([]);
  expect(talk.rows().figures).not.toHaveProperty("notice_heard_at");
  await talk.passes(700);
  expect(talk.recorded).toEqual(["start"]);
  await talk.passes(300);
  expect(talk.rows().figures).toMatchObject({
    notice_heard_at: expect.any(String),
    recording_at: expect.any(String),
    recording_sid: "RE1",
  });
});

test("Twilio is asked once it is stored that it is, also while something else is being stored", async () => {
  const waiting: { written: object; go: () => void }[] = [];
  const write = (written: object) =>
    new Promise<void>((resolve) => {
      waiting.push({ written, go: resolve });
    });
  const talk = new TestTalk({ write });
  await talk.configured();
  await talk.answers("Hello, how can I help you?", 1_000);
  await talk.passes(1_400);
  expect(talk.recorded).toEqual([]);
  for (let write = waiting.shift(); write; write = waiting.shift()) {
    expect(talk.recorded).toEqual([]);
    write.go();
    await settled();
    if (JSON.stringify(write.written).includes("recording_at")) break;
  }
  await settled();
  expect(talk.recorded).toEqual(["start"]);
});

const ends = (id: string, status: string) => ({ type: "response.done", response: { id, status } });

test("first words without a sound are no notice: they are asked for again", async () => {
  const talk = new TestTalk();
  await talk.configured();
  await talk.says({ type: "response.created", response: { id: "mute" } });
  await talk.says(ends("mute", "completed"));
  await talk.passes(500);
  expect(talk.recorded).toEqual([]);
  expect(talk.rows().figures).not.toHaveProperty("notice_heard_at");
  expect(talk.of("response.create")).toHaveLength(2);
  await talk.answers("Hello. This call may be recorded.", 1_000);
  await talk.passes(1_400);
  expect(talk.recorded).toEqual(["start"]);
  expect(talk.rows().figures).toHaveProperty("notice_heard_at");
});

test("whoever has heard a part of the notice talks on, and is not recorded", async () => {
  const talk = new TestTalk();
  await talk.configured();
  await talk.answers("Hello. This call", 1_000, { done: false });
  await talk.says(ends("resp_1", "incomplete"));
  await talk.passes(1_400);
  await talk.hears("When are you open?");
  await talk.answers("From nine to five.", 500);
  await talk.passes(900);
  expect(talk.outcome).toBeNull();
  expect(talk.recorded).toEqual([]);
  expect(talk.rows().figures).not.toHaveProperty("notice_heard_at");
});

test("it stops before the caller goes on, whom the route records itself", async () => {
  const talk = await greeted();
  talk.session.handOver("the caller pressed 0");
  expect(talk.recorded).toEqual(["start", "stop"]);
  expect(talk.line.isClosed).toBe(false);
  await talk.passes(20);
  expect(talk.line.isClosed).toBe(true);
});

test("of a caller who hangs up it ends with their leg", async () => {
  const talk = await greeted();
  talk.session.callerLeft();
  await talk.passes(20);
  expect(talk.recorded).toEqual(["start"]);
});
