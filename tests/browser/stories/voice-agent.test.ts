import type { Locator } from "playwright";
import { afterAll, expect, test } from "vitest";
import { savePrices } from "@/lib/agent/prices/store";
import { at, bookAs, openSalon, wish } from "@/tests/database/booking/salon";
import { talk } from "@/tests/database/rls/talk";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant } from "@/tests/support/tenant";
import {
  endTalk,
  plantReception,
  plantTalk,
  runTool,
  sayTurns,
  spendTokens,
} from "@/tests/support/voice-agent";
import { admin, machine } from "@/tests/telephony/record/call-record";

withBrowser();

/** US dollars per million tokens. */
const prices = {
  ...{ model: "gpt-realtime-2.1", source: "", audio_in: 0, cached_audio_in: 0, audio_out: 0 },
  ...{ text_in: 0, cached_text_in: 0, text_out: 10 },
  ...{ transcript_in: 0, transcript_out: 0, transcript_minute: 0 },
};
afterAll(() => Promise.all([admin.end(), machine.end()]));

test("an admin makes a voice agent, teaches it an answer, publishes it and goes back to a version", async () => {
  const tenant = await makeTenant();
  const page = await openAs(tenant.admin, "/settings/voice-agent");
  await page.getByText("A voice agent answers when nobody can").waitFor();
  const click = (name: string) => page.getByRole("button", { name, exact: true }).first().click();
  await click("Create voice agent");
  await page.waitForURL("**/settings/voice-agent/*-*");
  await page.getByText("Not published yet: it answers no call.").waitFor();
  await page.getByText("No route uses it yet").waitFor();

  await click("Publish");
  await page.getByText("Published.", { exact: true }).waitFor();
  await page.getByText("Published by Ada Admin").waitFor();

  await click("Add a question");
  await click("Save draft");
  await page.getByText("Enter a question").waitFor();
  await page.getByLabel("Question 1", { exact: true }).fill("Is there parking?");
  await page.getByLabel("Answer 1").fill("Behind the house.");
  await page.getByLabel("Maximum call length (minutes)").fill("90");
  await click("Save draft");
  await page.getByText("At most 55").waitFor();
  await page.getByLabel("Maximum call length (minutes)").fill("5");
  await page.getByLabel("In all, per day (US dollars").fill("");
  await click("Save draft");
  await page.getByText("Enter a whole number").waitFor();
  await page.getByLabel("In all, per day (US dollars").fill("20");
  await click("Save draft");
  await page.getByText("Saved. Calls are answered by what is published.").waitFor();
  await page.getByText("Draft has changes that aren't published").waitFor();
  await click("Publish");
  await page.getByText("Published.", { exact: true }).waitFor();

  await page.getByRole("link", { name: "History" }).click();
  await page.getByText("Behind the house.").waitFor();
  await page.getByText("5 minutes per call, 300 per day, $20 per day").waitFor();
  await page.getByRole("list", { name: "Versions" }).getByRole("link").last().click();
  await page.waitForURL("**/history?version=*");
  await click("Use this version again");
  await click("Make it the draft");
  await page.waitForURL("**/settings/voice-agent/*-*");
  await page.getByText("Draft has changes that aren't published").waitFor();
  expect(await page.getByLabel("Question 1", { exact: true }).count()).toBe(0);
  expect(await page.getByLabel("Maximum call length (minutes)").inputValue()).toBe("10");

  await page.getByRole("button", { name: "Delete…" }).click();
  await click("Delete voice agent");
  await page.waitForURL("**/settings/voice-agent");
  await page.getByText("A voice agent answers when nobody can").waitFor();
});

test("two admins change two fields of one agent, and are asked about a third", async () => {
  const tenant = await makeTenant();
  const { id } = await plantReception(tenant);
  const open = () => openAs(tenant.admin, `/settings/voice-agent/${id}`);
  const [one, other] = [await open(), await open()];
  // Both type before either saves: a page where nobody has typed follows what is saved.
  await other.getByLabel("Prices").fill("A haircut: 20 dollars");
  await other.getByLabel("Greeting").fill("Hello!");
  await one.getByLabel("Address").fill("12 Harbour Street");
  await one.getByLabel("Greeting").fill("Good day!");
  await one.getByRole("button", { name: "Save draft" }).click();
  await one.getByText("Saved. Calls are answered by what is published.").waitFor();
  await other.getByRole("button", { name: "Save draft" }).click();
  await other.getByText(/changed the greeting to “Good day!”/).waitFor();
  await other.getByLabel("Keep yours").check();
  await other.getByRole("button", { name: "Save draft" }).click();
  await other.getByText("Saved. Calls are answered by what is published.").waitFor();
  const { data } = await tenant.admin.db.from("voice_agents").select("draft").single();
  expect(data?.draft).toMatchObject({
    greeting: "Hello!",
    knowledge: { address: "12 Harbour Street", prices: "A haircut: 20 dollars" },
  });
});

test("a manager reads along: the tool that runs, what came of the call, and of all calls", async () => {
  const salon = await openSalon();
  const { tenant } = salon;
  const agent = await plantReception(tenant);
  await savePrices(tenant.admin.db, tenant.id, prices);
  const call = await talk(tenant, tenant.rep);
  const page = await openAs(tenant.manager, "/agent");
  await page.getByRole("heading", { name: "No voice agent is on a call" }).waitFor();

  const session = await plantTalk(tenant, agent, call);
  const live = page.getByRole("region", { name: "(206) 555-0199 talks with Reception" });
  await live.waitFor();
  await sayTurns(tenant.id, session, [{ who: "agent", said: "How can I help you?" }]);
  await live.getByText("How can I help you?").waitFor();
  await sayTurns(tenant.id, session, [
    { who: "caller", said: "When are you open?" },
    { who: "agent", said: "We are open from nine to five.", heard: "We are open" },
  ]);
  await live.getByText("from nine to five.").and(live.locator("s")).waitFor();
  await runTool(session, "look_up");
  await live.getByText("Answer questions about the company").waitFor();
  await runTool(session, "check_availability", {
    asked: { service: "Cut", day: "tomorrow" },
    result: { ok: true, say: "At nine." },
  });

  await live.getByRole("button", { name: /^Take over/ }).click();
  await live.getByText("Connecting the caller to you…").waitFor();
  const { data } = await tenant.manager.db.from("voice_agent_sessions").select("asked, asked_by");
  expect(data).toEqual([{ asked: "take_over", asked_by: tenant.manager.userId }]);

  await spendTokens(session, { input_text_tokens: 0, output_text_tokens: 25_000 });
  await endTalk(session, "taken_over");
  const ended = page.getByRole("list", { name: "Latest calls" }).getByRole("listitem");
  await ended.getByText("Taken over").waitFor();
  await ended.getByRole("link").click();
  await page.getByRole("heading", { name: "Talk with Reception" }).waitFor();
  const transcript = page.getByRole("list", { name: "Transcript" });
  await transcript.getByText("When are you open?").waitFor();
  await transcript.getByText("Interrupted").waitFor();
  await transcript.getByText("pause 500 ms · model 380 ms · sending 4 ms").first().waitFor();
  const tool = transcript.getByRole("listitem").filter({ hasText: "0.1 s" });
  await tool.getByText("Details").click();
  await tool.getByText('"day": "tomorrow"').waitFor();
  await tool.getByText('"say": "At nine."').waitFor();
  await page.getByText("$0.25 for the model").waitFor();

  await bookAs(tenant.rep, wish(salon, { starts: at(salon.day, "09:00") }));
  await admin`update public.bookings set call_id = ${call} where tenant_id = ${tenant.id}`;
  await plantTalk(tenant, agent, call, { outcome: "contained" });
  const other = await plantReception(tenant, {}, "Night desk");
  const turns = [{ who: "agent" as const, said: "Your appointment is booked." }];
  const second = await talk(tenant, tenant.rep2);
  await plantTalk(tenant, other, second, { turns, outcome: "contained" });
  await page.goto("/agent/figures");
  await page.getByText("Answered", { exact: true }).first().waitFor();
  const table = (name: string) => page.getByRole("table", { name });
  const cells = (row: Locator) => row.getByRole("cell").allInnerTexts();
  const of = (name: string) => cells(table("By agent").getByRole("row").filter({ hasText: name }));
  // Answered, served, to a person, booked, asked again, false “booked”.
  expect((await of("Reception")).slice(1, 7)).toEqual(["2", "1", "1", "1", "0", "0"]);
  expect((await of("Night desk")).slice(1, 7)).toEqual(["1", "1", "0", "0", "0", "1"]);
  const [, today] = await table("By day").getByRole("row").all();
  expect(today && (await cells(today)).slice(1, 7)).toEqual(["3", "2", "1", "1", "0", "1"]);
});

test("a rep sees neither the monitor nor what others' callers said", async () => {
  const tenant = await makeTenant();
  const agent = await plantReception(tenant);
  const call = await talk(tenant, tenant.rep);
  const turns = [{ who: "agent" as const, said: "The secret greeting" }];
  await plantTalk(tenant, agent, call, { turns, outcome: "contained" });
  const page = await openAs(tenant.rep2, "/agent");
  await page.getByText("Only managers and admins can follow voice agents").waitFor();
  await page.goto(`/calls/${call}`);
  await page.getByRole("heading", { name: "(206) 555-0199" }).waitFor();
  expect(await page.getByText("The secret greeting").count()).toBe(0);
  const own = await openAs(tenant.rep, `/calls/${call}`);
  await own.getByText("The secret greeting").waitFor();
});
