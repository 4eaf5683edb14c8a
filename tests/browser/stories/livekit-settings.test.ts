import { expect, test } from "vitest";
import { openAs, withBrowser } from "@/tests/support/browser";
import { makeLivekit, makeTenantWithRooms, postHook, signHook } from "@/tests/support/livekit";
import { makeTenant } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

withBrowser();

test("an admin connects LiveKit, sets it up and lets calls ring in rooms", async () => {
  const [tenant, livekit] = await Promise.all([makeTenant(), makeLivekit()]);
  const page = await openAs(tenant.admin, "/settings/browser-calls");
  const account = page.getByRole("form", { name: "LiveKit account" });
  const way = page.getByRole("form", { name: "How calls reach the browser" });
  const press = (name: string) => account.getByRole("button", { name, exact: true }).click();

  await account.getByLabel("Project URL").fill("wss://10.0.0.1");
  await account.getByLabel("API key").fill(livekit.key);
  await account.getByLabel("API secret").fill("wrong");
  await press("Check");
  await page.getByText("This address isn't on the public internet").waitFor();
  await account.getByLabel("Project URL").fill(livekit.url);
  await press("Check");
  await page.getByText(/LiveKit doesn't accept this key and secret/).waitFor();
  await account.getByLabel("API secret").fill(livekit.secret);
  await press("Save");
  await page.getByText("Saved. LiveKit accepts the key and the secret.").waitFor();
  await page.getByText("The SIP host is missing").waitFor();
  expect(await account.getByLabel("API secret").inputValue()).toBe("");
  expect(await page.content()).not.toContain(livekit.secret);

  await way.getByLabel(/reach the browser by/).selectOption("livekit");
  await way.getByRole("button", { name: "Save" }).click();
  await page.getByText("Set up LiveKit first").waitFor();
  await account.getByLabel("SIP host").fill(`sip:${livekit.sipHost}`);
  await account.getByLabel("Transport").selectOption("tls");
  await account.getByLabel("Sent from").selectOption("ie1");
  await press("Save");
  await page.getByText("The SIP host is missing").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Set up", exact: true }).click();
  await page.getByText("Everything is in place at LiveKit.").waitFor();
  await way.getByLabel(/nobody speaks/).selectOption("30");
  await way.getByLabel("Enhanced Programmable SIP is on").check();
  await way.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved. Applies from the next call.").waitFor();
  const columns = "is_on, has_programmable_sip, silence_seconds, transport, region";
  const { data } = await tenant.rep.db.from("livekit_accounts").select(columns);
  expect(data).toEqual([
    {
      ...{ is_on: true, has_programmable_sip: true, silence_seconds: 30 },
      ...{ transport: "tls", region: "ie1" },
    },
  ]);

  await page.getByText(/^No report has arrived: enter this address/).waitFor();
  const body = JSON.stringify({ event: "room_started", id: "EV_1", room: { name: "another's" } });
  expect(await postHook(body, await signHook(body, livekit))).toBe(204);
  await page.reload();
  await page.getByText("Last report from LiveKit less than a minute ago.").waitFor();

  // Their pages may reach the room, and nobody else's.
  const policyOf = async (of: typeof tenant) => {
    const opened = await openAs(of.rep, "/settings/profile");
    const response = await opened.reload();
    return response?.headers()["content-security-policy"] ?? "";
  };
  const origin = livekit.url.replace(/^ws/, "http");
  expect(await policyOf(tenant)).toContain(` ${origin} ${livekit.url} `);
  expect(await policyOf(await makeTenant())).not.toContain(origin);
});

test("what was changed at LiveKit is said, and repaired", async () => {
  const { tenant, livekit } = await makeTenantWithRooms();
  const [rule] = await livekit.sip.listSipDispatchRule();
  await livekit.sip.deleteSipDispatchRule(rule?.sipDispatchRuleId ?? "");
  const page = await openAs(tenant.admin, "/settings/browser-calls");
  await page.getByText(/The dispatch rule is gone at LiveKit/).waitFor();
  await page.getByRole("button", { name: "Check and repair" }).click();
  await page.getByText("Trunk and dispatch rule are in place.").waitFor();
  await page.getByText("Everything is in place at LiveKit.").waitFor();

  const [trunk] = await livekit.sip.listSipInboundTrunk();
  await livekit.sip.deleteSipTrunk(trunk?.sipTrunkId ?? "");
  await livekit.sip.createSipInboundTrunk("Old phones", [tenant.number]);
  await page.reload();
  await page.getByText(/The trunk “Old phones” .* already takes calls to/).waitFor();
  await page.getByRole("button", { name: "Check and repair" }).click();
  await page
    .getByRole("alert")
    .getByText(/Remove the number there/)
    .first()
    .waitFor();

  await page.getByRole("button", { name: "Remove LiveKit", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await page.getByText("Everything is in place at LiveKit.").waitFor({ state: "detached" });
  await expect
    .poll(
      () => admin`select from public.livekit_accounts
    where tenant_id = ${tenant.id}`,
    )
    .toHaveLength(0);
  expect(await livekit.sip.listSipDispatchRule()).toEqual([]);
});

test("colleagues who are no admins read whom to ask", async () => {
  const tenant = await makeTenant();
  const page = await openAs(tenant.manager, "/settings/browser-calls");
  await page.getByText("Only admins can change this").waitFor();
});
