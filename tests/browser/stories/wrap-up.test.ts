import type { Page } from "playwright";
import { beforeEach, describe, expect, test } from "vitest";
import { given } from "@/tests/database/rls/visitor";
import { expectComplaint, openAs, withBrowser } from "@/tests/support/browser";
import { plantJane } from "@/tests/support/jane";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer, everyoneAnswers, place } from "@/tests/telephony/calls/walk";

withBrowser();

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

const handset = (number: string) => tenant.carrier.handset(tenant.accountSid, number);
const advance = (seconds: number) => tenant.carrier.advance(tenant.accountSid, seconds);
const barOf = (page: Page) => page.getByRole("region", { name: "Current call" });
const noteOf = (page: Page) => barOf(page).getByLabel("What was said?");
const outcome = (page: Page, name: string) =>
  barOf(page).getByRole("button", { name, exact: true });

/** A call of the rep's that was talked on for ten seconds and is over. */
async function talkOnce() {
  await everyoneAnswers(tenant);
  const callId = await place(tenant);
  await advance(20);
  await handset(customer).hangup();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  return callId;
}

const wrapUps = async () =>
  await given(
    tenant.manager.db
      .from("call_wrapups")
      .select("call_id, version, dismissed_at, dispositions(label)"),
  );
const notes = async () =>
  (await given(tenant.manager.db.from("notes").select("body"))).map(({ body }) => body);

describe("what came of a call", () => {
  test("is written while talking, and asked for until it is said: over pages, a reload and in a second tab", async () => {
    await plantJane(tenant, { company: "Doe Roofing" });
    await everyoneAnswers(tenant);
    const page = await openAs(tenant.rep);
    await page.getByRole("button", { name: /^Call Jane Doe on/ }).click();
    await noteOf(page).waitFor();
    await advance(20);
    await barOf(page)
      .getByText(/^Talking with Jane Doe/)
      .waitFor();
    await barOf(page).getByText("Doe Roofing").waitFor();
    await noteOf(page).fill("Wants an offer by Friday");
    await barOf(page).getByText("Saved", { exact: true }).waitFor();
    await handset(customer).hangup();
    await tenant.carrier.runUntilIdle(tenant.accountSid);
    await barOf(page)
      .getByText(/^Call with Jane Doe ended/)
      .waitFor();

    await page.getByRole("link", { name: "Calls", exact: true }).click();
    await page.waitForURL("**/calls");
    await barOf(page).waitFor();
    await page.reload();
    await barOf(page)
      .getByText(/^Call with Jane Doe ended/)
      .waitFor();
    expect(await noteOf(page).inputValue()).toBe("Wants an offer by Friday");
    const second = await page.context().newPage();
    await second.goto("/contacts");
    await outcome(second, "Interested").click();
    await expect.poll(wrapUps).toMatchObject([{ dispositions: { label: "Interested" } }]);
    await barOf(second).getByRole("button", { name: "Done" }).click();
    await barOf(second).waitFor({ state: "detached" });
    await barOf(page).waitFor({ state: "detached" });
    expect(await notes()).toEqual(["Wants an offer by Friday"]);
  });

  test("is one outcome, however often it is clicked", async () => {
    await plantJane(tenant);
    await talkOnce();
    const page = await openAs(tenant.rep);
    await outcome(page, "Not interested").dblclick();
    await expect
      .poll(wrapUps)
      .toMatchObject([{ version: 1, dispositions: { label: "Not interested" } }]);
    expect(await outcome(page, "Not interested").getAttribute("aria-pressed")).toBe("true");
  });

  test("adds the task that follows, which the bar then shows", async () => {
    await plantJane(tenant);
    const callId = await talkOnce();
    const page = await openAs(tenant.rep);
    await outcome(page, "Interested").dblclick();
    await barOf(page).getByText("Follow up with Jane Doe (Interested)").waitFor();
    await page.goto("/tasks");
    const upcoming = page.getByRole("list", { name: "Upcoming" });
    await upcoming.getByText("Follow up with Jane Doe (Interested)").waitFor();
    expect(await upcoming.getByRole("listitem").count()).toBe(1);
    await page.goto(`/calls/${callId}`);
    await page.getByLabel("Outcome", { exact: true }).selectOption("Not interested");
    await page.getByRole("button", { name: "Save outcome" }).click();
    await page.getByText("Saved.").waitFor();
    await page.goto("/tasks");
    await page.getByText("Nothing more to do today").waitFor();
    expect(await page.getByText("Follow up with Jane Doe").count()).toBe(0);
  });

  test("of a call that a manager has an opinion of too: the second is shown what was chosen", async () => {
    const callId = await talkOnce();
    const page = await openAs(tenant.rep);
    await outcome(page, "Interested").waitFor();
    const [wrong] = await given(
      tenant.manager.db.from("dispositions").select("id").eq("label", "Wrong number"),
    );
    // As if the page had not yet been rendered again when the rep clicks.
    await page.routeWebSocket(/realtime/, () => {});
    await page.reload();
    await outcome(page, "Interested").waitFor();
    await given(
      tenant.manager.db.rpc("set_outcome", { call: callId, ...(wrong && { outcome: wrong.id }) }),
    );
    expectComplaint(/409/);
    await outcome(page, "Interested").click();
    await barOf(page).getByText("Mo Manager has just chosen “Wrong number”.").waitFor();
    await expect
      .poll(() => outcome(page, "Wrong number").getAttribute("aria-pressed"))
      .toBe("true");
  });

  test("is said by one key, unless the person is typing", async () => {
    await talkOnce();
    const page = await openAs(tenant.rep);
    await noteOf(page).fill("Room 2");
    await noteOf(page).press("2");
    expect(await wrapUps()).toEqual([]);
    await page.getByRole("heading", { name: "Contacts", exact: true }).click();
    await page.keyboard.press("4");
    await expect.poll(wrapUps).toMatchObject([{ dispositions: { label: "Not interested" } }]);
  });

  test("is said by keys alone, from the contact's page, whose timeline then has it", async () => {
    const id = await plantJane(tenant);
    await everyoneAnswers(tenant);
    const page = await openAs(tenant.rep, `/contacts/${id}`);
    await page
      .getByRole("button", { name: /^Call Jane Doe on/ })
      .first()
      .click();
    await noteOf(page).waitFor();
    await advance(20);
    await barOf(page)
      .getByText(/^Talking with/)
      .waitFor();
    const top = await page.evaluate(() => window.scrollY);
    await page.keyboard.press("n");
    await page.keyboard.type("Room 2");
    expect(await noteOf(page).inputValue()).toBe("Room 2");
    expect(await page.evaluate(() => window.scrollY)).toBe(top);
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    const keys = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    for (const name of ["Hang up", "Hold", "Note on the call", "Outcome: Interested"]) {
      await keys.getByText(name, { exact: true }).waitFor();
    }
    expect(await keys.getByText("Room 2").count()).toBe(0);
    await page.keyboard.press("Escape");
    await keys.waitFor({ state: "hidden" });
    await page.keyboard.press("u");
    await tenant.carrier.runUntilIdle(tenant.accountSid);
    await barOf(page)
      .getByText(/^Call with/)
      .waitFor();
    await page.keyboard.press("1");
    const main = page.getByRole("main");
    await main.getByText("Interested", { exact: true }).first().waitFor();
    await page.keyboard.press("d");
    await barOf(page).waitFor({ state: "detached" });
    expect(await noteOf(page).count()).toBe(0);
  });

  test("need not be said: several calls wait in a row and are dismissed", async () => {
    await talkOnce();
    await tenant.carrier.settle(tenant.accountSid);
    await talkOnce();
    const page = await openAs(tenant.rep);
    await barOf(page).getByText("1 more call without an outcome").waitFor();
    await barOf(page).getByRole("button", { name: "Done", exact: true }).click();
    await barOf(page).getByText("1 more call").waitFor({ state: "detached" });
    await barOf(page).getByRole("button", { name: "Done", exact: true }).click();
    await barOf(page).waitFor({ state: "detached" });
    await expect
      .poll(async () => (await wrapUps()).filter((one) => one.dismissed_at))
      .toHaveLength(2);
    await page.reload();
    await page.getByRole("heading", { name: "Contacts", exact: true }).waitFor();
    expect(await barOf(page).count()).toBe(0);
  });

  test("is not asked of whoever has switched the question off", async () => {
    await talkOnce();
    const page = await openAs(tenant.rep, "/settings/profile");
    await barOf(page).waitFor();
    await page.getByLabel("Ask for an outcome after each call").uncheck();
    await page.getByRole("button", { name: "Save calls" }).click();
    await page.goto("/contacts");
    await page.getByRole("heading", { name: "Contacts", exact: true }).waitFor();
    await expect.poll(() => barOf(page).count()).toBe(0);
  });

  test("is kept when the session ends while it is typed, and saved once they sign in again", async () => {
    await talkOnce();
    const page = await openAs(tenant.rep);
    await page.waitForLoadState("networkidle");
    await page.context().clearCookies({ name: /auth-token/ });
    expectComplaint(/401/);
    await noteOf(page).fill("Typed after the session ended");
    const dialog = page.getByRole("dialog", { name: "Sign in to save" });
    await dialog.waitFor();
    expect(await notes()).toEqual([]);
    await dialog.getByLabel("Password").fill(tenant.rep.password);
    await dialog.getByRole("button", { name: "Sign in and save" }).click();
    await expect.poll(notes).toEqual(["Typed after the session ended"]);
  });

  test("is kept in the browser while there is no connection, also over a reload", async () => {
    await talkOnce();
    const page = await openAs(tenant.rep);
    expectComplaint(/ERR_FAILED/);
    await page.route("**/wrapup", (route) => route.abort());
    await noteOf(page).fill("Typed in a tunnel");
    await barOf(page)
      .getByText(/there is no connection/)
      .waitFor();
    await page.unroute("**/wrapup");
    page.on("dialog", (dialog) => dialog.accept());
    await page.reload();
    await noteOf(page).waitFor();
    await expect.poll(() => noteOf(page).inputValue()).toBe("Typed in a tunnel");
    await expect.poll(notes).toEqual(["Typed in a tunnel"]);
  });
});

describe("a person who is on a call", () => {
  test("hangs up and calls the next by one button", async () => {
    await plantJane(tenant);
    await everyoneAnswers(tenant);
    const other = "+12065550178";
    const answers = { behaviour: "answers", afterSeconds: 4 } as const;
    await tenant.carrier.scriptHandset(tenant.accountSid, other, answers);
    await place(tenant, other);
    await advance(20);
    const page = await openAs(tenant.rep);
    await barOf(page)
      .getByText(/^Talking with/)
      .waitFor();
    expectComplaint(/409/);
    await page.getByRole("button", { name: /^Call Jane Doe on/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Hang up and call" }).click();
    await barOf(page)
      .getByText(/to call Jane Doe|Calling Jane Doe/)
      .waitFor();
    const { data } = await tenant.manager.db.from("calls").select("to_number").order("created_at");
    expect(data?.map(({ to_number }) => to_number)).toEqual([other, customer]);
  });

  test("has no link to the page they are on, and calls again from the bar", async () => {
    const id = await plantJane(tenant);
    await talkOnce();
    const page = await openAs(tenant.rep, `/contacts/${id}`);
    await barOf(page)
      .getByText(/^Call with Jane Doe ended/)
      .waitFor();
    expect(await barOf(page).getByRole("link", { name: "Jane Doe" }).count()).toBe(0);
    await barOf(page).getByRole("button", { name: "Call again" }).click();
    await barOf(page)
      .getByText(/to call Jane Doe|Calling Jane Doe/)
      .waitFor();
    expect(await tenant.carrier.calls(tenant.accountSid)).toHaveLength(3);
  });
});
