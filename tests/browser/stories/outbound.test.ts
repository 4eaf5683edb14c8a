import { beforeAll, describe, expect, test } from "vitest";
import { given } from "@/tests/database/rls/visitor";
import { expectComplaint, openAs, withBrowser } from "@/tests/support/browser";
import { plantJane } from "@/tests/support/jane";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer, everyoneAnswers } from "@/tests/telephony/calls/walk";

withBrowser();

let tenant: TestTenant;
let contactId: string;
beforeAll(async () => {
  tenant = await makeTenant();
  const { id: tenant_id, rep } = tenant;
  contactId = await plantJane(tenant, { company: "Doe Roofing", owner_id: tenant.rep2.userId });
  const note = { tenant_id, contact_id: contactId, body: "Wants solar by May" };
  await given(rep.db.from("notes").insert(note).select("id"));
});

const handset = (number: string) => tenant.carrier.handset(tenant.accountSid, number);
const advance = (seconds: number) => tenant.carrier.advance(tenant.accountSid, seconds);

describe("a rep clicks the phone icon on a contact", () => {
  test("and follows the call, without reloading, from ringing to the recording", async () => {
    const page = await openAs(tenant.rep, `/contacts/${contactId}`);
    const watching = await openAs(tenant.manager, `/contacts/${contactId}`);
    const bar = page.getByRole("region", { name: "Current call" });
    const timeline = watching.getByRole("main");
    await page.evaluate(() => document.body.setAttribute("data-loaded-once", ""));

    await page.getByRole("button", { name: "Call Jane Doe on (206) 555-0177" }).click();
    await bar.waitFor();
    await advance(2);
    await bar.getByText("Ringing your phone to call Jane Doe").waitFor();
    await bar.getByText("Doe Roofing · (206) 555-0177 · Owner Rob Rep").waitFor();
    await bar.getByText(/^Last note: “Wants solar by May” Rae Rep, Today/).waitFor();

    await handset(tenant.rep.phone).answer();
    await advance(1);
    await bar.getByText("Press 1 on your phone to connect to Jane Doe").waitFor();

    await handset(tenant.rep.phone).press("1");
    await advance(2);
    await bar.getByText("Ringing Jane Doe…").waitFor();
    await timeline.getByText("Ringing Jane Doe…").waitFor();

    await handset(customer).answer();
    await advance(10);
    await bar.getByText(/^Talking with Jane Doe/).waitFor();
    await timeline.getByText(/Talking with Jane Doe/).waitFor();

    await handset(customer).hangup();
    await advance(1);
    await bar.getByText("Call with Jane Doe ended · 0:10").waitFor();
    await tenant.carrier.runUntilIdle(tenant.accountSid);
    await page.getByRole("main").getByRole("button", { name: /play/i }).waitFor();
    await timeline.getByRole("button", { name: /play/i }).waitFor();
    expect(await page.evaluate(() => document.body.hasAttribute("data-loaded-once"))).toBe(true);

    await page.getByRole("main").getByRole("button", { name: "Play recording" }).click();
    const length = () => page.evaluate(() => document.querySelector("audio")?.duration);
    await expect.poll(length).toBeGreaterThan(5);
  });

  test("and hangs up in the bar: both phones are free again", async () => {
    await everyoneAnswers(tenant);
    const page = await openAs(tenant.rep);
    await page.getByRole("button", { name: /^Call Jane Doe on/ }).click();
    const bar = page.getByRole("region", { name: "Current call" });
    // The bar may still ask about the call before.
    await bar.getByText(/to call Jane Doe|Calling Jane Doe/).waitFor();
    await advance(20);
    await bar.getByText(/^Talking with Jane Doe/).waitFor();
    await bar.getByRole("button", { name: "Hang up" }).click();
    await bar.getByText(/^Call with Jane Doe ended/).waitFor();
    await tenant.carrier.settle(tenant.accountSid);
    expect((await handset(tenant.rep.phone).state()).state).toBe("idle");
    expect((await handset(customer).state()).state).toBe("idle");
  });

  test("without a personal phone, and reads where to set it", async () => {
    await tenant.rep2.db.from("personal_phones").delete().eq("user_id", tenant.rep2.userId);
    const page = await openAs(tenant.rep2);
    const answered = page.waitForResponse("**/api/calls/initiate");
    await page.getByRole("button", { name: /^Call Jane Doe on/ }).click();
    expect((await answered).status()).toBe(422);
    expectComplaint(/422/);
    await page.getByRole("dialog").getByRole("link", { name: "Add your phone" }).click();
    await page.waitForURL("**/settings/profile");
  });
});
