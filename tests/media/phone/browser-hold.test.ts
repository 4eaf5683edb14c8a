import { beforeEach, expect, test } from "vitest";
import { withBrowser } from "@/tests/support/browser";
import {
  type BrowserCompany,
  barOf,
  browserCompany,
  button,
  heardIn,
  microphoneHertz,
  rememberConnections,
  talking,
  withTone,
} from "@/tests/support/browser-phone";
import { callRow } from "@/tests/telephony/calls/walk";

withBrowser(withTone());

let company: BrowserCompany;
beforeEach(async () => {
  company = await browserCompany();
});

const customersHertz = 600;

test("on hold the customer hears music and nothing of the rep, and the rep nothing of them", async () => {
  const { tenant, online, takes, customersEars, advance } = company;
  const page = await online(tenant.rep, "/tasks", rememberConnections);
  await takes(page);
  using ears = await customersEars();
  ears.speak(customersHertz);
  await expect.poll(() => ears.levelAt(microphoneHertz)).toBeGreaterThan(0.02);
  await expect.poll(() => heardIn(page)).toBeGreaterThan(0.05);

  // Hold takes from talk: without any, there is nothing to resume.
  await advance(20);
  await button(page, "Hold").click();
  await barOf(page)
    .getByText(/^Jane Doe is on hold/)
    .waitFor();
  await advance(5);
  await expect.poll(() => ears.levelAt(microphoneHertz)).toBeLessThan(0.005);
  await expect.poll(() => ears.level()).toBeGreaterThan(0.02);
  expect(ears.levelAt(microphoneHertz)).toBeLessThan(0.005);
  await expect.poll(() => heardIn(page)).toBeLessThan(0.01);

  await button(page, "Resume call").click();
  await talking(page).waitFor();
  await advance(1);
  await expect.poll(() => ears.levelAt(microphoneHertz)).toBeGreaterThan(0.02);
  await expect.poll(() => heardIn(page)).toBeGreaterThan(0.05);
});

test("a colleague in their browser is asked first and then has the customer: each hears whom they should", async () => {
  const { tenant, online, takes, rings, customersEars, until, advance } = company;
  const rob = await online(tenant.rep2, "/tasks", rememberConnections);
  const rae = await online(tenant.rep, "/tasks", rememberConnections);
  await takes(rae);
  using ears = await customersEars();
  ears.speak(0);
  await button(rae, "Transfer").click();
  await rae.getByRole("textbox", { name: "Transfer to" }).fill("Rob");
  await button(rae, "Ask first: Rob Rep").click();
  await rings(rob);
  await button(rob, "Answer").click();
  await until(() =>
    barOf(rae).getByText("You're talking with Rob Rep. The customer hears music.").isVisible(),
  );
  await expect.poll(() => heardIn(rae)).toBeGreaterThan(0.01);
  await expect.poll(() => heardIn(rob)).toBeGreaterThan(0.01);
  await expect.poll(() => ears.levelAt(microphoneHertz)).toBeLessThan(0.005);

  await button(rae, "Hand over").click();
  await until(() => talking(rob).isVisible());
  await expect.poll(() => ears.levelAt(microphoneHertz)).toBeGreaterThan(0.02);
  ears.speak(customersHertz);
  await expect.poll(() => heardIn(rob)).toBeGreaterThan(0.05);
  await barOf(rae).waitFor({ state: "hidden" });
  await advance(1);
});

test("a call that nobody takes comes back to who transferred it, and both hear each other", async () => {
  const { tenant, online, takes, rings, customersEars, advance } = company;
  const rob = await online(tenant.rep2);
  const rae = await online(tenant.rep, "/tasks", rememberConnections);
  await takes(rae);
  const { data } = await tenant.manager.db.from("calls").select("id").eq("tenant_id", tenant.id);
  await button(rae, "Transfer").click();
  await rae.getByRole("textbox", { name: "Transfer to" }).fill("Rob");
  await button(rae, "Transfer to Rob Rep now").click();
  await rings(rob);
  await advance(25);
  await rings(rae);
  await button(rae, "Answer").click();
  await talking(rae).waitFor();
  using ears = await customersEars();
  ears.speak(customersHertz);
  await expect.poll(() => ears.levelAt(microphoneHertz)).toBeGreaterThan(0.02);
  await expect.poll(() => heardIn(rae)).toBeGreaterThan(0.05);
  expect(await callRow(tenant, data?.[0]?.id ?? "")).toMatchObject({ stage: "connected" });
});
