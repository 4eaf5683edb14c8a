import { expect, test } from "vitest";
import { greeted } from "@/lib/agent/testing/talk";

/** A caller who was served has heard the goodbye, and then the question. */
async function asked(settings = { asks_rating: true }) {
  const talk = await greeted({ settings });
  await talk.hears("That's all, thank you");
  await talk.calls("end_call", {});
  await talk.answers("Thank you for calling. Goodbye.", 500);
  await talk.passes(700);
  if (settings.asks_rating) {
    await talk.answers("How was this call?", 500);
    await talk.passes(700);
  }
  return talk;
}
const press = (talk: Awaited<ReturnType<typeof asked>>, digit: string) =>
  talk.session.fromTwilio({ event: "dtmf", dtmf: { digit } });

test("a caller who was served is asked how it was, and the key ends the call", async () => {
  const talk = await asked();
  expect(JSON.stringify(talk.of("response.create").at(-1))).toContain("Press a key from 1");
  expect(talk.outcome).toBeNull();
  press(talk, "4");
  await talk.passes(300);
  expect(talk.outcome).toBe("contained");
  expect(talk.rows().figures).toMatchObject({ rating: 4 });
});

test("a key that rates nothing repeats the question once, and the next one may rate", async () => {
  const talk = await asked();
  const questions = () =>
    talk.of("response.create").filter((one) => JSON.stringify(one).includes("Press a key from 1"));
  await talk.passes(5_000);
  press(talk, "9");
  await talk.passes(2_000);
  expect(talk.outcome).toBeNull();
  await talk.answers("How was this call?", 500);
  await talk.passes(700);
  press(talk, "#");
  await talk.passes(1_700);
  expect(questions()).toHaveLength(2);
  expect(JSON.stringify(talk.of("conversation.item.create"))).not.toContain("pressed");
  press(talk, "5");
  await talk.passes(300);
  expect(talk.outcome).toBe("contained");
  expect(talk.rows().figures).toMatchObject({ rating: 5 });
});

test("whoever presses only wrong keys is let go like whoever presses none", async () => {
  const talk = await asked();
  press(talk, "7");
  await talk.answers("How was this call?", 500);
  await talk.passes(700);
  press(talk, "8");
  await talk.passes(6_500);
  expect(talk.outcome).toBe("contained");
  expect(talk.rows().figures.rating).toBeUndefined();
});

test("whoever presses nothing is let go after a while, without a rating", async () => {
  const talk = await asked();
  await talk.passes(5_000);
  expect(talk.outcome).toBeNull();
  await talk.passes(1_500);
  expect(talk.outcome).toBe("contained");
  expect(talk.rows().figures.rating).toBeUndefined();
});

test("0 is a person there too", async () => {
  const talk = await asked();
  press(talk, "0");
  await talk.passes(300);
  expect(talk.outcome).toBe("handed_over");
});

test("whoever speaks instead talks on: keys rate nothing, and it is asked once", async () => {
  const talk = await asked();
  await talk.hears("One more thing");
  await talk.answers("Yes?", 300);
  await talk.passes(400);
  press(talk, "3");
  await talk.passes(1_700);
  expect(talk.rows().figures.rating).toBeUndefined();
  await talk.answers("You pressed 3.", 300);
  await talk.passes(400);
  await talk.hears("Goodbye");
  await talk.calls("end_call", {}, "again");
  await talk.answers("Goodbye.", 300);
  await talk.passes(500);
  expect(talk.outcome).toBe("contained");
});

test("an agent that does not ask ends at once", async () => {
  expect((await asked({ asks_rating: false })).outcome).toBe("contained");
});

test("a colleague's end asks nothing", async () => {
  const talk = await greeted({ settings: { asks_rating: true } });
  talk.session.obey("end");
  await talk.passes(100);
  await talk.answers("Thank you for calling. Goodbye.", 500);
  await talk.passes(700);
  expect(talk.outcome).toBe("contained");
});
