import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { expectComplaint, openAs, withBrowser } from "@/tests/support/browser";
import { plantJane } from "@/tests/support/jane";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer, everyoneAnswers } from "@/tests/telephony/calls/walk";
import { admin, machine } from "@/tests/telephony/record/call-record";

withBrowser();
afterAll(() => Promise.all([admin.end(), machine.end()]));

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

const settingsOf = async () =>
  (await tenant.admin.db.from("tenants").select("*").eq("id", tenant.id).single()).data;
const listed = async () =>
  (await tenant.rep.db.from("do_not_call").select("number, note").order("number")).data;

const addJane = async () => `/contacts/${await plantJane(tenant)}`;

describe("Settings → Calling", () => {
  test("an admin searches for a country, adds it, takes one away, and reads that it is saved", async () => {
    const page = await openAs(tenant.admin, "/settings/calling");
    await page.getByRole("combobox", { name: "Countries" }).fill("germ");
    await page.getByRole("option", { name: "Germany" }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Save countries" }).click();
    await page.getByText("Saved. Applies from the next call.").waitFor();
    expect(await settingsOf()).toMatchObject({ allowed_countries: ["US", "DE"] });

    await page.getByLabel("Remove United States").click();
    await page.getByRole("button", { name: "Save countries" }).click();
    await expect.poll(settingsOf).toMatchObject({ allowed_countries: ["DE"] });
    await page.reload();
    await page.getByLabel("Remove Germany").waitFor();
    const { data } = await tenant.admin.db.from("audit_log").select("action, actor_id, detail");
    expect(data).toContainEqual({
      action: "settings.changed",
      actor_id: tenant.admin.userId,
      detail: { allowed_countries: { from: null, to: ["US", "DE"] } },
    });
  });

  test("an admin allows a range that the table lacks; what cannot be one is refused beside its field", async () => {
    const page = await openAs(tenant.admin, "/settings/calling");
    await page.getByLabel("Number ranges").fill("+1 861\n861");
    await page.getByRole("button", { name: "Save ranges" }).click();
    await page.getByText("“861” isn't a range").waitFor();
    expect(await settingsOf()).toMatchObject({ allowed_prefixes: [] });
    await page.getByLabel("Number ranges").fill("+1 861\n+31 88");
    await page.getByRole("button", { name: "Save ranges" }).click();
    await page.getByText("Saved. Applies from the next call.").waitFor();
    expect(await settingsOf()).toMatchObject({ allowed_prefixes: ["+1861", "+3188"] });
    await page.reload();
    expect(await page.getByLabel("Number ranges").inputValue()).toBe("+1 861\n+31 88");
  });

  test("an admin sets limits; a day that allows less than an hour is refused beside its field", async () => {
    const page = await openAs(tenant.admin, "/settings/calling");
    await page.getByLabel("Calls per person, per day").fill("10");
    await page.getByRole("button", { name: "Save limits" }).click();
    await page.getByText("The limit per day can't be lower than the limit per hour.").waitFor();
    await page.getByLabel("Calls per person, per hour").fill("5");
    await page.getByLabel("Daily spending limit").fill("12.50");
    await page.getByRole("button", { name: "Save limits" }).click();
    await page.getByText("Saved. Applies from the next call.").waitFor();
    const saved = await settingsOf();
    expect(saved).toMatchObject({ user_calls_per_hour: 5, user_calls_per_day: 10 });
    expect(Number(saved?.spend_per_day)).toBe(12.5);
  });

  test("a manager keeps the do-not-call list: adds one, pastes many, searches, removes", async () => {
    const page = await openAs(tenant.manager, "/settings/calling");
    await page.getByText("Countries and limits are set by admins").waitFor();
    expect(await page.getByRole("button", { name: "Save limits" }).count()).toBe(0);
    const form = page.getByRole("form", { name: "Add a number" });
    await form.getByLabel("Number").fill("(206) 555-0177");
    await form.getByLabel("Note").fill("Run by mail");
    await form.getByRole("button", { name: "Add number" }).click();
    await page.getByText("(206) 555-0177 added to the list.").waitFor();
    expect(await listed()).toEqual([{ number: customer, note: "Run by mail" }]);

    await page.getByRole("button", { name: "Add several" }).click();
    const many = Array.from({ length: 12 }, (_, each) => `206-555-01${20 + each}`);
    await page.getByLabel("Numbers", { exact: true }).fill([...many, customer, "hello"].join("\n"));
    await page.getByRole("button", { name: "Add numbers" }).click();
    await page
      .getByText("12 numbers added. 1 is already on the list. Not a phone number: “hello”.")
      .waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
    expect(await listed()).toHaveLength(13);

    await page.getByLabel("Search the do-not-call list").fill("0177");
    await page.keyboard.press("Enter");
    await page.getByRole("cell", { name: "Run by mail" }).waitFor();
    await page.waitForURL("**/settings/calling?q=0177");
    await expect.poll(() => page.getByRole("row").count()).toBe(2);
    await page.getByRole("button", { name: "Remove (206) 555-0177 from the list" }).click();
    await page.getByRole("button", { name: "Remove from the list" }).click();
    await expect.poll(listed).toHaveLength(12);
  });

  test("a rep reads the list and changes nothing", async () => {
    const row = { tenant_id: tenant.id, number: customer };
    await tenant.manager.db.from("do_not_call").insert(row);
    const page = await openAs(tenant.rep, "/settings/calling");
    await page.getByRole("cell", { name: "(206) 555-0177" }).waitFor();
    expect(await page.getByRole("button", { name: /Remove|Add number|Add several/ }).count()).toBe(
      0,
    );
  });
});

test("a contact's extension is typed, shown, called and kept while the form is saved again", async () => {
  const home = await addJane();
  const page = await openAs(tenant.rep, `${home}/edit`);
  await page.getByLabel("Number 1", { exact: true }).fill("tel:+1-206-555-0177;ext=7");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Call Jane Doe on (206) 555-0177 ext. 7" }).waitFor();
  await page.goto(`${home}/edit`);
  const field = page.getByLabel("Number 1", { exact: true });
  expect(await field.inputValue()).toBe("(206) 555-0177 ext. 7");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Call Jane Doe on (206) 555-0177 ext. 7" }).click();
  await page
    .getByRole("button", { name: /Hang up/ })
    .first()
    .waitFor();
  await everyoneAnswers(tenant);
  await tenant.carrier.advance(tenant.accountSid, 10);
  expect(JSON.stringify(await tenant.carrier.log(tenant.accountSid))).toContain("ww7");
});

test("one's own phone has no extension, and the field says why", async () => {
  const page = await openAs(tenant.rep, "/settings/profile");
  await page.getByLabel("Personal phone").fill("206 555 0199 ext. 7");
  await page.getByRole("button", { name: "Save phone" }).click();
  await page.getByText("Calls can't ring an extension.").waitFor();
});

describe("a contact who must not be called", () => {
  test("a manager puts the number on the list from the contact's page; the icon says why; allows it again", async () => {
    const page = await openAs(tenant.manager, await addJane());
    await page.getByRole("button", { name: "Add (206) 555-0177 to the do-not-call list" }).click();
    await page.getByLabel("Note (optional)").fill("Has a lawyer");
    await page.getByRole("button", { name: "Add to do-not-call list" }).click();
    await page.getByText("Do not call", { exact: true }).waitFor();
    expect(await page.getByRole("button", { name: /^Call Jane/ }).count()).toBe(0);
    await page.getByRole("button", { name: "Why (206) 555-0177 can't be called" }).click();
    await page
      .getByText(/Mo Manager put it on your do-not-call list \(Today, .*\): Has a lawyer/)
      .waitFor();
    await page.getByRole("button", { name: "Allow calls to (206) 555-0177" }).click();
    await page.getByRole("button", { name: "Call Jane Doe on (206) 555-0177" }).waitFor();
    expect(await listed()).toEqual([]);
  });

  test("a rep sees the badge in the list of contacts, and why, but no way to change it", async () => {
    await addJane();
    const row = { tenant_id: tenant.id, number: customer };
    await tenant.manager.db.from("do_not_call").insert(row);
    const page = await openAs(tenant.rep);
    await page.getByText("Do not call", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Why (206) 555-0177 can't be called" }).click();
    await page.getByText(/Mo Manager put it on your do-not-call list/).waitFor();
    expect(await page.getByRole("button", { name: /Allow calls/ }).count()).toBe(0);
  });

  test("a manager can do the same from a call's page", async () => {
    const home = await addJane();
    await everyoneAnswers(tenant);
    const page = await openAs(tenant.manager, home);
    await tenant.carrier.handset(tenant.accountSid, customer).dial(tenant.number);
    await tenant.carrier.runUntilIdle(tenant.accountSid);
    const { data } = await tenant.manager.db.from("calls").select("id").single();
    await page.goto(`/calls/${data?.id}`);
    await page.getByRole("button", { name: "Add (206) 555-0177 to the do-not-call list" }).click();
    await page.getByRole("button", { name: "Add to do-not-call list" }).click();
    await page.getByRole("button", { name: "Why (206) 555-0177 can't be called" }).waitFor();
  });
});

test("each click of the phone icon has a key of its own, and a request that got lost is sent again with it", async () => {
  const page = await openAs(tenant.rep, await addJane());
  expectComplaint(/ERR_FAILED/);
  const keys: (string | undefined)[] = [];
  await page.route("**/api/calls/initiate", async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    // The app has done it, the browser never hears.
    if (keys.length === 1) await route.fetch().then(() => route.abort());
    else await route.continue();
  });
  await page.getByRole("button", { name: "Call Jane Doe on (206) 555-0177" }).click();
  await expect.poll(() => keys.length).toBe(2);
  expect(keys[0]).toMatch(/^[0-9a-z-]{10,}$/);
  expect(keys[1]).toBe(keys[0]);
  await page
    .getByRole("button", { name: /Hang up/ })
    .first()
    .waitFor();
  expect(await tenant.carrier.calls(tenant.accountSid)).toHaveLength(1);
});
