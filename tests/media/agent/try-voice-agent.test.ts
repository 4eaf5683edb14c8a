import { beforeAll, expect, test } from "vitest";
import { startVoice } from "@/tests/support/agent";
import { openAs, withBrowser } from "@/tests/support/browser";
import { stack } from "@/tests/support/stack";
import { makeTenant } from "@/tests/support/tenant";

withBrowser();

// Where the app of the tests expects it: it may be on this machine only there.
beforeAll(() => startVoice(Number(new URL(stack.urls.voice).port)).then(() => {}), 180_000);

test("an admin connects a model, makes an agent and talks with it by typing before it is published", async () => {
  const tenant = await makeTenant();
  const page = await openAs(tenant.admin, "/settings/voice-agent");
  const model = page.getByRole("form", { name: "Model" });
  const click = (name: string) => page.getByRole("button", { name, exact: true }).first().click();
  await model.getByLabel("Address").fill("https://10.0.0.1/v1");
  await model.getByLabel("Key").fill("sk-local-story");
  await click("Check");
  await page.getByText("This address isn't on the public internet").waitFor();
  await model.getByLabel("Address").fill(stack.urls.voice);
  await click("Check");
  await page.getByText("The provider accepts the key and the models.").waitFor();
  await click("Save");
  await page.getByText("Saved. Applies from the next call.").waitFor();
  const { data } = await tenant.admin.db.from("realtime_settings").select("base_url, model");
  expect(data).toEqual([{ base_url: stack.urls.voice, model: "gpt-realtime-2.1" }]);

  await click("Create voice agent");
  await page.waitForURL("**/settings/voice-agent/*-*");
  await page.getByLabel("Opening hours").fill("We are open from nine to five.");
  const trial = page.getByRole("region", { name: "Try the voice agent" });
  const say = async (text: string) => {
    await trial.getByLabel("You, as the caller").fill(text);
    await trial.getByLabel("You, as the caller").press("Enter");
  };
  await trial.getByRole("button", { name: "Call", exact: true }).click();
  await trial.getByText(/How can I help you\?/).waitFor();
  await say("When are you open?");
  await trial.getByText("Answer questions about the company").waitFor();
  await trial
    .getByText(/from nine to five/)
    .filter({ visible: true })
    .first()
    .waitFor();
  await say("Can I speak to a person?");
  await trial.getByText("The caller goes on to the next step of the route.").waitFor();

  const { data: made } = await tenant.admin.db.from("voice_agents").select("draft");
  expect(made?.[0]?.draft).toMatchObject({ knowledge: { opening_hours: "" } });
  const { count } = await tenant.admin.db
    .from("voice_agent_sessions")
    .select("id", { count: "exact", head: true });
  expect(count).toBe(0);
});

test("without a model there is nothing to try, and the page says so", async () => {
  const tenant = await makeTenant();
  const page = await openAs(tenant.admin, "/settings/voice-agent");
  await page.getByRole("button", { name: "Create voice agent" }).click();
  await page.waitForURL("**/settings/voice-agent/*-*");
  await page.getByText("Connect a model first").waitFor();
  const call = page.getByRole("button", { name: "Call", exact: true });
  expect(await call.isDisabled()).toBe(true);
});
