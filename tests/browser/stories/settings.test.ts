import { beforeEach, describe, expect, test } from "vitest";
import { findNumber } from "@/lib/twilio/numbers";
import { voiceUrl } from "@/lib/twilio/urls";
import { openAs, withBrowser } from "@/tests/support/browser";
import { addSupport, buyNumber, support } from "@/tests/support/second-number";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer, initiate, ringInVain } from "@/tests/telephony/calls/walk";

withBrowser();

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant({ withoutTwilio: true });
});

const old = { voiceUrl: "https://old.example/voice", statusCallback: "https://old.example/status" };

async function newAccount(
  number: Record<string, string> = old,
  applications: { sid: string; friendlyName: string }[] = [],
) {
  return tenant.carrier.ensureAccount({
    friendlyName: "Fresh",
    clock: "virtual",
    numbers: [{ phoneNumber: "+12065550155", ...number }],
    applications,
  });
}

async function openForm() {
  const page = await openAs(tenant.admin, "/settings/twilio");
  const fill = async (values: { sid: string; token: string }) => {
    await page.getByLabel("Account SID").fill(values.sid);
    await page.getByLabel("Auth Token").fill(values.token);
  };
  const test = () => page.getByRole("button", { name: "Test connection" }).click();
  const save = () => page.getByRole("button", { name: "Save", exact: true }).click();
  return { page, fill, test, save };
}

/** Connects an account and adds its only number, which rings Rae. */
async function connectAndAdd(account: { sid: string; authToken: string }) {
  const { page, fill, save } = await openForm();
  await fill({ sid: account.sid, token: account.authToken });
  await save();
  await page.getByRole("link", { name: "Add a number" }).click();
  await page.getByLabel("Forward calls to").selectOption({ label: "Rae Rep" });
  await page.getByRole("button", { name: "Add number" }).click();
  await page.waitForURL("**/settings/numbers/*-*");
  return page;
}

describe("an admin connects Twilio", () => {
  test("and reads what is wrong with SID and token", async () => {
    const account = await newAccount();
    const { page, fill, test: tryIt } = await openForm();
    await fill({ sid: "AC123", token: account.authToken });
    await tryIt();
    await page.getByText(/An Account SID is AC and 32 more/).waitFor();
    await fill({ sid: account.sid, token: "0".repeat(32) });
    await tryIt();
    await page.getByText(/Twilio doesn't accept this Auth Token/).waitFor();
    await fill({ sid: account.sid, token: account.authToken });
    await tryIt();
    await page.getByText("Looks good: “Fresh”, with 1 number.").waitFor();
    expect((await tenant.admin.db.from("twilio_accounts").select("tenant_id")).data).toEqual([]);
  });

  test("is led there from the numbers page, and from there to the first number", async () => {
    const account = await newAccount();
    const page = await openAs(tenant.admin, "/settings/numbers");
    await page.getByRole("heading", { name: "No phone numbers yet" }).waitFor();
    await page.getByRole("link", { name: "Connect Twilio" }).click();
    await page.getByLabel("Account SID").fill(account.sid);
    await page.getByLabel("Auth Token").fill(account.authToken);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("link", { name: "Add a number" }).click();
    await page.getByRole("heading", { name: "Add your first number" }).waitFor();
  });

  test("saves it, the token never comes back, sees what is set at Twilio, replaces it and undoes it", async () => {
    const account = await newAccount();
    const page = await connectAndAdd(account);
    await page.getByText("https://old.example/voice").first().waitFor();
    expect(await page.content()).not.toContain(account.authToken);
    await page.goto("/settings/twilio");
    await page.getByText(`ends in ${account.authToken.slice(-4)}`).waitFor();
    expect(await page.content()).not.toContain(account.authToken);
    await page.goBack();

    await page.getByRole("button", { name: "Route calls to Ringbook" }).click();
    await page.getByRole("button", { name: "Replace" }).click();
    await page.getByText("Incoming calls are routed to Ringbook.").waitFor();

    await tenant.carrier.scriptHandset(account.sid, tenant.rep.phone, { behaviour: "no-answer" });
    const saved = { accountSid: account.sid, number: "+12065550155" };
    await ringInVain({ carrier: tenant.carrier, ...saved });
    const { data: calls } = await tenant.manager.db.from("calls").select("outcome");
    expect(calls).toEqual([{ outcome: "missed" }]);

    await page.getByRole("button", { name: "Undo…" }).click();
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await page.getByText("Incoming calls are routed somewhere else.").waitFor();
    await page.getByText("https://old.example/voice").first().waitFor();

    expect((await initiate(tenant.rep, { to: customer })).status).toBe(201);
  });

  test("hears that a TwiML app overrides the number, and replaces it only when asked to", async () => {
    const app = `AP${"a1".repeat(16)}`;
    const account = await newAccount({ ...old, voiceApplicationSid: app }, [
      { sid: app, friendlyName: "Old IVR" },
    ]);
    const page = await connectAndAdd(account);
    await page.getByText(/A TwiML app .* handles this number's calls/).waitFor();
    await page.getByRole("button", { name: "Route calls to Ringbook" }).click();
    await page.getByText("The TwiML app will no longer handle this number's calls.").waitFor();
    await page.getByRole("button", { name: "Replace" }).click();
    await page.getByText("Incoming calls are routed to Ringbook.").waitFor();
  });

  test("turns recording off: the next call is not recorded and nothing is announced", async () => {
    const ready = await makeTenant();
    const page = await openAs(ready.admin, "/settings/company");
    await page.getByLabel("Record calls").click();
    await page.getByRole("button", { name: "Save recording settings" }).click();
    await expect
      .poll(
        async () =>
          (await ready.admin.db.from("tenants").select("recording_enabled").single()).data,
      )
      .toEqual({ recording_enabled: false });
    await ready.carrier.scriptHandset(ready.accountSid, ready.rep.phone, {
      behaviour: "no-answer",
    });
    await ringInVain(ready);
    const log = await ready.carrier.log(ready.accountSid);
    const said = log.map((entry) => (entry.kind === "spoken" ? entry.text : "")).join(" ");
    expect(said).not.toContain("recorded");
  });

  test("is not offered to reps and managers", async () => {
    const page = await openAs(tenant.manager, "/settings/twilio");
    expect(await page.getByLabel("Auth Token").count()).toBe(0);
  });
});

describe("a company with one number gets a second", () => {
  const urlOf = async ({ accountSid, authToken }: TestTenant, number: string) => {
    const found = await findNumber({ accountSid, authToken }, number);
    return found?.webhooks.voice_url;
  };

  test("added, named, sent here and undone, while the first stays as it is", async () => {
    const ready = await makeTenant();
    await buyNumber(ready);
    const page = await openAs(ready.admin, "/settings/numbers");
    await page.getByText("Routed to Ringbook").waitFor();
    const adding = page.getByRole("form", { name: "Add a number" });
    await adding.getByLabel("Name").fill("Support");
    await page.getByLabel("Forward calls to").selectOption({ label: "Rob Rep" });
    await page.getByRole("button", { name: "Add number" }).click();
    await page.getByText("Incoming calls aren't routed yet.").waitFor();

    await page.getByRole("button", { name: "Route calls to Ringbook" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Route calls to Ringbook" }).click();
    await page.getByText("Incoming calls are routed to Ringbook.").waitFor();
    expect(await urlOf(ready, support)).toBe(voiceUrl("answer"));
    await ready.carrier.handset(ready.accountSid, customer).dial(support);
    await ready.carrier.advance(ready.accountSid, 10);
    const rung = await ready.carrier.handset(ready.accountSid, ready.rep2.phone).state();
    expect(rung.state).toBe("ringing");
    await ready.carrier.handset(ready.accountSid, customer).hangup();
    await ready.carrier.runUntilIdle(ready.accountSid);

    await page.getByRole("button", { name: "Undo…" }).click();
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await page.getByText("Incoming calls aren't routed yet.").waitFor();
    expect(await urlOf(ready, support)).toBe("");
    expect(await urlOf(ready, ready.number)).toBe(voiceUrl("answer"));

    await page.getByLabel("Name").fill("Help desk");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("heading", { name: "Help desk" }).waitFor();
    await page.getByRole("button", { name: "Remove…" }).click();
    await page.getByRole("button", { name: "Remove number" }).click();
    await page.waitForURL("**/settings/numbers");
    await page.getByRole("heading", { name: "Add another number" }).waitFor();
    expect(await page.getByText("Help desk").count()).toBe(0);
  });

  test("a rep chooses which one to call from: on the contact, and as their own default", async () => {
    const ready = await makeTenant();
    await addSupport(ready);
    const row = { tenant_id: ready.id, name: "Jane Doe" };
    const { data } = await ready.rep.db.from("contacts").insert(row).select("id").single();
    const contact_id = data?.id ?? "";
    const phone = { tenant_id: ready.id, contact_id, phone: customer };
    await ready.rep.db.from("contact_phones").insert(phone);
    const page = await openAs(ready.rep, `/contacts/${contact_id}`);
    const from = page.getByLabel("Call from");
    expect(await from.locator("option:checked").textContent()).toBe("(206) 555-0100");
    await from.selectOption({ label: "Support" });
    await page.getByRole("button", { name: /^Call Jane Doe/ }).click();
    await page.getByText("from Support").first().waitFor();
    const { data: call } = await ready.rep.db.from("calls").select("id, from_number").single();
    expect(call?.from_number).toBe(support);

    await page.goto(`/calls/${call?.id}`);
    await page.getByText("Company number").waitFor();
    await page.goto("/settings/profile");
    await page
      .getByLabel("Number you call from")
      .selectOption({ label: "Support · (206) 555-0101" });
    await page.getByRole("button", { name: "Save number" }).click();
    await page.getByText("Saved.").waitFor();
    const me = ready.rep.db.from("profiles").select("default_number_id");
    const { data: mine } = await me.eq("user_id", ready.rep.userId).single();
    expect(mine?.default_number_id).not.toBeNull();
  });
});
