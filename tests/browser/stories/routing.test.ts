import { afterAll, expect, test } from "vitest";
import { Route } from "@/lib/routing/route";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant } from "@/tests/support/tenant";
import { plantReception } from "@/tests/support/voice-agent";
import { publish, routeOf } from "@/tests/telephony/calls/routed";
import { customer } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

withBrowser();
afterAll(() => Promise.all([admin.end(), machine.end()]));

test("an admin makes a route with a voice agent by keyboard, publishes it, gives it a number, and a caller hears it", async () => {
  const tenant = await makeTenant();
  const agent = await plantReception(tenant);
  const page = await openAs(tenant.admin, `/settings/voice-agent/${agent.id}`);
  const press = (name: string | RegExp) =>
    page.getByRole("button", { name }).first().press("Enter");
  await page.getByRole("link", { name: "add it as a step of a route" }).press("Enter");
  await page.waitForURL("**/settings/routing");
  await page.getByText("Every call ends with a person or a message").waitFor();
  await press("Create route");
  await page.waitForURL("**/settings/routing/*-*");

  await press(/1\. Greeting/);
  await page.keyboard.press("Tab");
  await page.keyboard.type("Welcome");
  const words = page.getByLabel("What callers hear", { exact: true });
  await words.press("Control+a");
  await page.keyboard.type("You have reached the lighthouse.");
  await press(/3\. Ring/);
  await press("Add a step if nobody answers");
  const kinds = page.getByRole("menuitem", { name: /^Voice agent/ });
  await kinds.filter({ visible: true }).press("Enter");
  await page.getByRole("combobox", { name: "Voice agent" }).focus();
  await page.keyboard.type("Reception");
  await press("Publish");
  await page.getByText("Published.", { exact: true }).waitFor();
  await page.getByText("Published by Ada Admin").waitFor();
  const { data } = await tenant.admin.db.from("route_versions").select("body").single();
  const { steps } = Route.parse(data?.body);
  const [id, step] = Object.entries(steps).find(([, { kind }]) => kind === "agent") ?? [];
  expect(step).toMatchObject({ agent_id: agent.id });
  expect(Object.values(steps)).toContainEqual(
    expect.objectContaining({ kind: "ring", no_answer: id }),
  );

  // On a Monday somebody is rung; on a Sunday the company is closed.
  const trial = page.getByRole("region", { name: "Try the route" });
  await trial.getByLabel("When").selectOption({ label: "At another time" });
  const clock = trial.getByLabel(/^Date and time in /);
  await clock.fill("2027-01-04T12:00");
  await trial.getByRole("button", { name: "Call", exact: true }).press("Enter");
  await trial.getByText(/^Rings .*Rae Rep/).waitFor();
  await clock.fill("2027-01-03T12:00");
  await trial.getByRole("button", { name: "Leave a message" }).waitFor();
  expect(await trial.getByText(/^Rings /).count()).toBe(0);

  await page.goto(`/settings/numbers/${tenant.numberId}`);
  await page.getByLabel("Forward calls to").selectOption({ label: "Main line" });
  await press("Save");
  await page.getByText("Saved.", { exact: true }).waitFor();

  const caller = tenant.carrier.handset(tenant.accountSid, customer);
  await caller.dial(tenant.number);
  await tenant.carrier.advance(tenant.accountSid, 1);
  expect((await caller.state()).hears).toContain("You have reached the lighthouse.");
  await page.goto(`/settings/voice-agent/${agent.id}`);
  await page.getByText("Answers in “Main line”: ").waitFor();
});

test("by keyboard: a holiday of each year and other hours on one day are entered, and published", async () => {
  const tenant = await makeTenant();
  const page = await openAs(tenant.admin, "/settings/routing");
  const press = (name: string | RegExp) =>
    page.getByRole("button", { name }).first().press("Enter");
  await press("Create route");
  await page.waitForURL("**/settings/routing/*-*");
  await press(/2\. Hours/);
  await press("Add a holiday");
  const holidays = page.getByRole("group", { name: "Your own holidays" });
  await holidays.getByLabel("Day", { exact: true }).focus();
  await page.keyboard.type("12252030");
  await holidays.getByLabel("Holiday", { exact: true }).focus();
  await page.keyboard.type("Christmas");
  await holidays.getByLabel("Every year").press("Space");
  await press("Add other hours");
  const others = page.getByRole("group", { name: "Other hours on one day" });
  await others.getByLabel("Day", { exact: true }).focus();
  await page.keyboard.type("12242030");
  await others.getByLabel("Why", { exact: true }).focus();
  await page.keyboard.type("Christmas Eve");
  await press("Add hours on Christmas Eve");
  await others.getByLabel("Christmas Eve, from").waitFor();
  await press("Publish");
  await page.getByText("Published.", { exact: true }).waitFor();
  const { data } = await tenant.admin.db.from("route_versions").select("body").single();
  const { steps } = Route.parse(data?.body);
  const hours = Object.values(steps).find(({ kind }) => kind === "hours");
  expect(hours).toMatchObject({
    hours: {
      holidays: [{ day: "12-25", name: "Christmas" }],
      exceptions: [{ day: "2030-12-24", name: "Christmas Eve", spans: [expect.anything()] }],
    },
  });
});

test("by mouse: a menu is added, tried, refused while a key leads nowhere, and taken back", async () => {
  const tenant = await makeTenant();
  await publish(tenant, { ...routeOf(tenant, true, [tenant.rep.userId]), silence_seconds: 30 });
  const page = await openAs(tenant.admin, "/settings/routing");
  await page.getByRole("link", { name: "Main" }).click();
  const click = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
  await click(/2\. Hours/);
  await click("Add a step while open");
  await page.getByRole("menuitem", { name: /^Menu/ }).filter({ visible: true }).click();
  const words = page.getByLabel("What callers hear", { exact: true });
  await words.fill("Press 1 for sales, 2 for support.");
  await click("Add a key");
  await click("Publish");
  await page.getByText("Saved, but not published. Menu, key 2: leads nowhere.").waitFor();

  await click("Menu, key 2: leads nowhere.");
  const target = page.getByLabel("Key 2 leads to");
  await expect.poll(() => target.evaluate((own) => own === document.activeElement)).toBe(true);
  await target.selectOption({ label: "5. Voicemail “Nobody answered”" });

  const trial = page.getByRole("region", { name: "Try the route" });
  await trial.getByRole("button", { name: "Call", exact: true }).click();
  await trial.getByText("“Press 1 for sales, 2 for support.”").waitFor();
  await trial.getByRole("button", { name: "Press 1" }).click();
  await trial.getByText("Rings Rae Rep for 20 seconds.").waitFor();
  await trial.getByRole("checkbox", { name: "Rae Rep" }).uncheck();
  await trial.getByText("Rae Rep: away").waitFor();
  await trial.getByRole("button", { name: "Leave a message" }).click();
  await trial.getByText("The call ends.").waitFor();

  await page.getByLabel(/^End a call in a room/).selectOption({ label: "Never" });
  await click("Publish");
  await page.getByText("Published.", { exact: true }).waitFor();
  const { data: newest } = await tenant.admin.db
    .from("route_versions")
    .select("silence:body->silence_seconds")
    .order("published_at", { ascending: false })
    .limit(1)
    .single();
  expect(newest).toEqual({ silence: null });
  await page.getByRole("link", { name: "History" }).click();
  await page.getByRole("list", { name: "Versions" }).getByRole("link").last().click();
  await page.waitForURL("**/history?version=*");
  await click("Use this version again");
  await click("Make it the draft");
  await page.getByText("Draft has changes that aren't published").waitFor();
  expect(await page.getByText("Press 1 for sales").count()).toBe(0);
});

test("a number does not follow a route of which nothing is published, or another company's", async () => {
  const [tenant, other] = await Promise.all([makeTenant(), makeTenant()]);
  await publish(other, routeOf(other, true, [other.rep.userId]));
  const { data } = await other.admin.db.from("routes").select("id");
  const foreign = data?.[0]?.id ?? "";
  const { error } = await tenant.admin.db
    .from("phone_numbers")
    .update({ route_id: foreign })
    .eq("id", tenant.numberId);
  expect(error?.code).toBe("23503");

  const page = await openAs(tenant.admin, `/settings/numbers/${tenant.numberId}`);
  await page.getByLabel("Forward calls to").evaluate((select, id) => {
    const option = new Option("Stale", `route:${id}`);
    select.append(option);
    option.selected = true;
  }, foreign);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("This route isn't published, or not there any more.").waitFor();
});

test("an admin makes another route the default, tries one as a contact, and deletes one that no number follows", async () => {
  const tenant = await makeTenant();
  const route = routeOf(tenant, true, [tenant.rep.userId]);
  await publish(tenant, route, "Sales");
  const branches = { not_free: route.first, no_answer: route.first };
  const owner = { kind: "owner", name: "", seconds: 15, ...branches };
  const steps = { ...route.steps, owner };
  await publish(tenant, Route.parse({ ...route, first: "owner", steps }), "Main");
  const { id: tenant_id, rep, rep2 } = tenant;
  const jane = { tenant_id, name: "Jane Doe", owner_id: rep2.userId };
  const { data } = await rep.db.from("contacts").insert(jane).select("id").single();
  const phone = { tenant_id, contact_id: data?.id ?? "", phone: customer };
  await rep.db.from("contact_phones").insert(phone);
  const page = await openAs(tenant.admin, "/settings/routing");
  const open = async (name: string) => {
    await page.goto("/settings/routing");
    await page.getByRole("link", { name, exact: true }).click();
    await page.getByRole("heading", { name, exact: true }).waitFor();
  };
  const click = (name: string) => page.getByRole("button", { name, exact: true }).click();
  await open("Sales");
  await page.getByText("No number follows it yet.").waitFor();
  await click("Make default…");
  await click("Make default");
  await page.getByText("Followed by numbers without a route or a person.").waitFor();
  await page.getByText("Make another route the default before you delete this one.").waitFor();

  await open("Main");
  const trial = page.getByRole("region", { name: "Try the route" });
  await trial.getByRole("button", { name: "Call", exact: true }).click();
  await trial.getByText("Rings Rae Rep for 20 seconds.").waitFor();
  await trial.getByLabel("Who calls").selectOption({ label: "A contact" });
  await trial.getByLabel("Contact", { exact: true }).fill("Jane");
  await trial.getByRole("button", { name: /^Jane Doe/ }).click();
  await trial.getByText("Rings Rob Rep for 15 seconds.").waitFor();
  await page.getByText(/Choose another route in Settings → Numbers/).waitFor();
  expect(await page.getByRole("button", { name: "Delete…" }).count()).toBe(0);
  const { db } = tenant.admin;
  await db.from("phone_numbers").update({ route_id: null }).eq("id", tenant.numberId);
  await open("Main");
  await click("Delete…");
  await click("Delete route");
  await page.waitForURL("**/settings/routing");
  const names = page.getByRole("list", { name: "Routes" }).getByRole("link");
  await expect.poll(() => names.allTextContents()).toEqual(["Sales"]);
});

test("two admins edit two steps of one route at once, and both are saved", async () => {
  const tenant = await makeTenant();
  await publish(tenant, routeOf(tenant, true, [tenant.rep.userId]));
  const open = async () => {
    const page = await openAs(tenant.admin, "/settings/routing");
    await page.getByRole("link", { name: "Main" }).click();
    return page;
  };
  const [one, other] = [await open(), await open()];
  const rename = async (page: typeof one, step: RegExp, name: string) => {
    await page.getByRole("button", { name: step }).click();
    await page.getByLabel("Name", { exact: true }).fill(name);
    await page.getByRole("button", { name: "Save draft" }).click();
    await page.getByText("Saved. Calls follow what is published.").waitFor();
  };
  await rename(one, /1\. Greeting/, "Hello");
  await rename(other, /3\. Ring/, "Sales");
  await other.getByRole("button", { name: "1. Greeting “Hello”" }).waitFor();
  await other.getByRole("button", { name: "3. Ring “Sales”" }).waitFor();
});
