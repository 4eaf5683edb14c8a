import { beforeEach, describe, expect, test } from "vitest";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer, initiate } from "@/tests/walks/walk";

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
  const fill = async (values: { sid: string; token: string; number?: string }) => {
    await page.getByLabel("Account SID").fill(values.sid);
    await page.getByLabel("Auth Token").fill(values.token);
    await page.getByLabel("Phone number").fill(values.number ?? "(206) 555-0155");
    await page.getByLabel("Forward calls to").selectOption({ label: "Rae Rep" });
  };
  const test = () => page.getByRole("button", { name: "Test connection" }).click();
  const save = () => page.getByRole("button", { name: "Save", exact: true }).click();
  return { page, fill, test, save };
}

describe("an admin connects Twilio", () => {
  test("and is told what is wrong: SID, token, number", async () => {
    const account = await newAccount();
    const { page, fill, test: tryIt } = await openForm();
    await fill({ sid: "AC123", token: account.authToken });
    await tryIt();
    await page.getByText(/An Account SID is AC and 32 more/).waitFor();
    await fill({ sid: account.sid, token: "0".repeat(32) });
    await tryIt();
    await page
      .getByText(/token/i)
      .filter({ hasText: /wrong|not accept|does not|refuse|match/i })
      .first()
      .waitFor();
    await fill({ sid: account.sid, token: account.authToken, number: "(206) 555-0199" });
    await tryIt();
    await page
      .getByText(/not in (this|that|the) account|does not have|no such number/i)
      .first()
      .waitFor();
    await fill({ sid: account.sid, token: account.authToken });
    await tryIt();
    await page
      .getByText(/works|connected|accepts/i)
      .first()
      .waitFor();
    expect((await tenant.admin.db.from("twilio_accounts").select("tenant_id")).data).toEqual([]);
  });

  test("saves it, the token never comes back, sees what is set at Twilio, replaces it and undoes it", async () => {
    const account = await newAccount();
    const { page, fill, save } = await openForm();
    await fill({ sid: account.sid, token: account.authToken });
    await save();
    await page.getByText("https://old.example/voice").first().waitFor();
    expect(await page.content()).not.toContain(account.authToken);
    await page.reload();
    await page.getByText(`ends in ${account.authToken.slice(-4)}`).waitFor();
    expect(await page.content()).not.toContain(account.authToken);

    await page.getByRole("button", { name: "Send calls to Ringbook" }).click();
    await page.getByRole("button", { name: "Replace" }).click();
    await page.getByText("Calls to this number come to Ringbook.").waitFor();

    await tenant.carrier.scriptHandset(account.sid, tenant.rep.phone, { behaviour: "no-answer" });
    await tenant.carrier.handset(account.sid, customer).dial("+12065550155");
    await tenant.carrier.runUntilIdle(account.sid);
    const { data: calls } = await tenant.manager.db.from("calls").select("outcome");
    expect(calls).toEqual([{ outcome: "missed" }]);

    await page.getByRole("button", { name: "Undo…" }).click();
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await page.getByText("Calls to this number go somewhere else.").waitFor();
    await page.getByText("https://old.example/voice").first().waitFor();

    expect((await initiate(tenant.rep, { to: customer })).status).toBe(201);
  });

  test("hears that a TwiML app overrides the number, and replaces it only when asked to", async () => {
    const app = `AP${"a1".repeat(16)}`;
    const account = await newAccount({ ...old, voiceApplicationSid: app }, [
      { sid: app, friendlyName: "Old IVR" },
    ]);
    const { page, fill, save } = await openForm();
    await fill({ sid: account.sid, token: account.authToken });
    await save();
    await page.getByText(/A TwiML app .* handles this number's calls/).waitFor();
    await page.getByRole("button", { name: "Send calls to Ringbook" }).click();
    await page.getByText("The TwiML app will no longer handle this number's calls.").waitFor();
    await page.getByRole("button", { name: "Replace" }).click();
    await page.getByText("Calls to this number come to Ringbook.").waitFor();
  });

  test("turns recording off: the next call is not recorded and nothing is announced", async () => {
    const ready = await makeTenant();
    const page = await openAs(ready.admin, "/settings/company");
    await page.getByLabel("Record calls").click();
    await page.getByRole("button", { name: "Save calls and recording" }).click();
    await expect
      .poll(
        async () =>
          (await ready.admin.db.from("tenants").select("recording_enabled").single()).data,
      )
      .toEqual({ recording_enabled: false });
    await ready.carrier.scriptHandset(ready.accountSid, ready.rep.phone, {
      behaviour: "no-answer",
    });
    await ready.carrier.handset(ready.accountSid, customer).dial(ready.number);
    await ready.carrier.runUntilIdle(ready.accountSid);
    const log = await ready.carrier.log(ready.accountSid);
    const said = log.map((entry) => (entry.kind === "spoken" ? entry.text : "")).join(" ");
    expect(said).not.toContain("recorded");
  });

  test("is not offered to reps and managers", async () => {
    const page = await openAs(tenant.manager, "/settings/twilio");
    expect(await page.getByLabel("Auth Token").count()).toBe(0);
  });
});
