import { expect, test, vi } from "vitest";
import { z } from "zod";
import type { Written } from "@/lib/agent/machine";
import { greeted } from "@/lib/agent/testing/talk";
import { defineTool } from "@/lib/agent/tools/tool";

test("what the database refuses is given up; what comes after it is stored", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const tried: Written[] = [];
  const talk = await greeted({
    write: async (written) => {
      tried.push(written);
      if (written.turns.some(({ said }) => said === "bad")) throw new Error("refused");
    },
  });
  await talk.hears("bad", "first");
  await talk.passes(3_000);
  const refused = tried.filter(({ turns }) => turns.some(({ said }) => said === "bad"));
  expect(refused).toHaveLength(1);
  await talk.hears("good", "second");
  await talk.passes(1_500);
  talk.session.callerLeft();
  await talk.clock.advance(10);
  expect(talk.rows().turns.map(({ said }) => said)).toContain("good");
  expect(talk.rows().figures).toMatchObject({ status: "ended", outcome: "caller_left" });
});

test("what was never played was not heard, and the provider knows", async () => {
  const talk = await greeted();
  await talk.hears("When are you open?");
  await talk.says({ type: "response.created", response: { id: "late" } });
  // A key stops it before its first sound.
  talk.session.fromTwilio({ event: "dtmf", dtmf: { digit: "4" } });
  const of = { response_id: "late", item_id: "never" };
  const delta = Buffer.alloc(800, 0x55).toString("base64");
  await talk.says({ type: "response.output_audio.delta", ...of, delta });
  await talk.says({ type: "response.output_audio.delta", ...of, delta });
  await talk.says({ type: "response.output_audio_transcript.done", ...of, transcript: "At nine." });
  await talk.passes(500);
  expect(talk.of("conversation.item.truncate")).toMatchObject([
    { item_id: "never", audio_end_ms: 0 },
  ]);
  expect(talk.rows().turns.at(-1)).toMatchObject({ said: "At nine.", heard: "" });
});

test("an answer that comes too late for the caller was not heard", async () => {
  const talk = await greeted();
  await talk.says({ type: "response.created", response: { id: "late" } });
  const of = { response_id: "late", item_id: "never" };
  await talk.says({ type: "response.output_audio_transcript.done", ...of, transcript: "At nine." });
  talk.session.callerLeft();
  await talk.clock.advance(10);
  expect(talk.rows().turns.at(-1)).toMatchObject({ said: "At nine.", heard: "" });
});

test("a new connection gets what tools did, and of those that were still at it", async () => {
  const done: (() => void)[] = [];
  const tool = defineTool({
    ...{ name: "book", title: "", description: { en: "", ro: "" }, seconds: 5 },
    parameters: z.object({ day: z.string() }),
    run: async (_, { day }) => {
      if (day !== "Monday") await new Promise<void>((resolve) => done.push(resolve));
      return { ok: true, say: `Booked for ${day}` };
    },
  });
  const talk = await greeted({ tools: [tool] });
  await talk.hears("Monday, please");
  await talk.calls("book", { day: "Monday" });
  await talk.answers("Booked for Monday.", 500);
  await talk.passes(700);
  await talk.hears("And Friday");
  // Its end is lost with the connection.
  await talk.says({ type: "response.created", response: { id: "lost" } });
  const asked = { response_id: "lost", call_id: "k", name: "book" };
  const given = JSON.stringify({ day: "Friday" });
  await talk.says({ type: "response.function_call_arguments.done", ...asked, arguments: given });
  await talk.drops();
  await talk.configured();
  const [sent] = talk.of("conversation.item.create").slice(-1);
  expect(JSON.stringify(sent)).toContain("Booked for Monday");
  expect(JSON.stringify(sent)).toContain("(no result yet)");
  for (const one of done) one();
  await talk.clock.advance(10);
  expect(JSON.stringify(talk.of("conversation.item.create").at(-1))).toContain("Booked for Friday");
  // Nothing of the lost connection is waited for.
  await talk.answers("Sorry, I lost you for a moment.", 500);
  await talk.passes(6_800);
  expect(JSON.stringify(talk.of("response.create").at(-1))).toContain("Are you still there?");
});
