import { expect, test } from "vitest";
import { greeted, TestTalk } from "@/lib/agent/testing/talk";

test("a colleague's end is said once, and nothing that the caller says undoes it", async () => {
  const talk = await greeted();
  await talk.hears("Tell me a story");
  await talk.answers("Once upon a time", 3_000);
  await talk.passes(500);
  talk.session.obey("end");
  await talk.passes(2_000);
  talk.session.obey("end");
  const goodbyes = () =>
    talk.of("response.create").filter((one) => JSON.stringify(one).includes("Goodbye"));
  expect(goodbyes()).toHaveLength(1);
  expect(talk.line.clears).toBe(1);
  expect(JSON.stringify(talk.of("session.update").at(-1))).toContain('"create_response":false');
  await talk.answers("Thank you for calling. Goodbye.", 1_000);
  await talk.passes(400);
  talk.session.obey("end");
  await talk.hears("Wait!");
  await talk.passes(800);
  expect(talk.outcome).toBe("contained");
  expect(talk.rows().figures).toMatchObject({ reason: "a colleague ended the talk" });
});

test("a colleague's end ends within its time, also where the goodbye never comes", async () => {
  const talk = await greeted();
  talk.session.obey("end");
  for (let beats = 0; beats < 8; beats += 1) {
    await talk.clock.advance(2_000);
    talk.session.obey("end");
  }
  expect(talk.outcome).toBe("contained");
});

test("an agent talks no longer than is left of its day", async () => {
  const talk = await greeted({ secondsLeft: 5 });
  await talk.passes(4_000);
  expect(JSON.stringify(talk.of("response.create").at(-1))).toContain("a colleague now");
  await talk.answers("One moment.", 300);
  await talk.passes(500);
  expect(talk.outcome).toBe("handed_over");
});

test("a caller who hangs up before the agent can speak was not served", async () => {
  const talk = new TestTalk();
  await talk.clock.advance(4_000);
  talk.session.callerLeft();
  await talk.clock.advance(10);
  expect(talk.outcome).toBe("failed");
  expect(talk.rows().figures).toMatchObject({
    ...{ outcome: "failed", reason: "the caller hung up before the agent spoke" },
  });
});

test("a caller who hangs up during the greeting has left", async () => {
  const talk = new TestTalk();
  await talk.configured();
  talk.session.callerLeft();
  await talk.clock.advance(10);
  expect(talk.outcome).toBe("caller_left");
});
