import { beforeEach, expect, test } from "vitest";
import { openAs, openPage, withBrowser } from "@/tests/support/browser";
import {
  type BrowserCompany,
  barOf,
  browserCompany,
  button,
  heardIn,
  keysPressed,
  microphoneHertz,
  rememberConnections,
  rememberSounds,
  volumesIn,
  withTone,
} from "@/tests/support/browser-phone";
import { stack } from "@/tests/support/stack";

withBrowser(withTone());

let company: BrowserCompany;
beforeEach(async () => {
  company = await browserCompany();
});

const customersHertz = 600;

test("rep and customer hear each other; muted, the rep is silent; keys arrive; the record says how it sounded", async () => {
  const { tenant, online, takes, customersEars, caller } = company;
  const page = await online(tenant.rep, "/tasks", rememberConnections);
  await takes(page);
  using ears = await customersEars();
  await expect.poll(() => ears.levelAt(microphoneHertz)).toBeGreaterThan(0.02);
  ears.speak(customersHertz);
  await expect.poll(() => heardIn(page)).toBeGreaterThan(0.05);

  await button(page, "Mute").click();
  await expect.poll(() => ears.level()).toBeLessThan(0.002);
  await button(page, "Muted").click();
  await expect.poll(() => ears.levelAt(microphoneHertz)).toBeGreaterThan(0.02);

  await button(page, "Keypad").click();
  await page.getByLabel("Keys sent").fill("4#");
  await expect.poll(() => keysPressed(tenant)).toEqual(["4", "#"]);
  await page.keyboard.press("Escape");

  const reported = page.waitForResponse("**/api/softphone/quality");
  await caller.hangup();
  expect((await reported).status()).toBe(200);
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  const { data } = await tenant.manager.db.from("calls").select("id").eq("tenant_id", tenant.id);
  const boss = await openAs(tenant.manager, `/calls/${data?.[0]?.id}`);
  await boss.getByText("Technical details").click();
  await boss.getByRole("heading", { name: "Sound" }).waitFor();
  await boss.getByText(/^(Good|Fair|Poor): \d+ ms delay/).waitFor();
});

test("how loud the other side is, is chosen in the call, counts at once, and is remembered", async () => {
  const { tenant, online, takes, customersEars, caller } = company;
  const page = await online(tenant.rep, "/tasks", async (opened) => {
    await rememberConnections(opened);
    await rememberSounds(opened);
  });
  // Chromium's own level is of what arrives: what is played is as much of it as the volume says.
  const played = async () => (await heardIn(page)) * Math.max(0, ...(await volumesIn(page)));
  await takes(page);
  using ears = await customersEars();
  ears.speak(customersHertz);
  await expect.poll(played).toBeGreaterThan(0.05);
  const full = await played();
  const volume = page.getByLabel("Volume of the other side");
  await button(page, "Sound").click();
  await volume.fill("20");
  await expect.poll(() => volumesIn(page)).toEqual([0.2]);
  await expect.poll(played).toBeGreaterThan(full / 10);
  expect(await played()).toBeLessThan(full / 2);
  await volume.fill("0");
  await page.getByText("You hear nothing of the other side.").waitFor();
  await expect.poll(played).toBe(0);
  // The customer hears the rep as before.
  await expect.poll(() => ears.levelAt(microphoneHertz)).toBeGreaterThan(0.02);
  await volume.fill("40");
  await expect.poll(played).toBeGreaterThan(full / 5);
  await caller.hangup();
  await barOf(page)
    .getByText(/^Call with Jane Doe ended/)
    .waitFor();

  await page.goto("/settings/profile");
  await expect.poll(() => volume.inputValue()).toBe("40");
  await button(page, "Turn on browser phone").click();
  await button(page, /^Browser phone on/).waitFor();
  await takes(page);
  await expect.poll(() => volumesIn(page)).toEqual([0.4]);
  // Another tab of the browser turns it up again.
  const other = await page.context().newPage();
  await other.goto("/settings/profile");
  await other.getByLabel("Volume of the other side").fill("100");
  await expect.poll(() => volumesIn(page)).toEqual([1]);
});

test("a test call says whether one is heard, and is no call", async () => {
  const { tenant } = company;
  const page = await openAs(tenant.rep, "/settings/profile");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("websocket", (socket) => asked.push(socket.url()));
  await button(page, "Make a test call").click();
  await page.getByText(/^(Good\. You heard yourself|Fair\.|Your voice came back)/).waitFor();
  await expect
    .poll(async () => (await tenant.carrier.calls(tenant.accountSid)).map(({ status }) => status))
    .toEqual(["completed"]);
  expect(asked.filter((url) => url.includes("twilio.com"))).toEqual([]);
  const { data } = await tenant.manager.db.from("calls").select("id").eq("tenant_id", tenant.id);
  expect(data).toEqual([]);
});

test("a test call without a way for sound says that a firewall may block it", async () => {
  const page = await openAs(company.tenant.rep, "/settings/profile", (opened) =>
    opened.addInitScript(() => {
      const { setRemoteDescription } = RTCPeerConnection.prototype;
      RTCPeerConnection.prototype.setRemoteDescription = function (this: RTCPeerConnection, given) {
        const sdp = given?.sdp?.replace(/^a=candidate:.*\r\n/gm, "");
        return Reflect.apply(setRemoteDescription, this, [{ type: given?.type, sdp }]);
      };
    }),
  );
  await button(page, "Make a test call").click();
  await page.getByText(/A firewall or VPN may block it/).waitFor();
});

test("whoever listens at the handset page hears the rep, and the rep hears the sample", async () => {
  const { tenant, online, takes } = company;
  const rep = await online(tenant.rep, "/tasks", rememberConnections);
  await takes(rep);
  const handsets = await openPage(stack.urls.carrier);
  await handsets.locator("#account").selectOption({ label: tenant.name });
  const card = handsets.getByRole("article").filter({ hasText: "In call" }).first();
  await card.getByRole("button", { name: "Listen and speak" }).click();
  const level = (name: string) =>
    card
      .getByLabel(name)
      .evaluate((meter) => (meter instanceof HTMLMeterElement ? meter.value : 0));
  await expect.poll(() => level("What is heard")).toBeGreaterThan(0.1);
  await expect.poll(() => level("What is said")).toBeGreaterThan(0.1);
  await expect.poll(() => heardIn(rep)).toBeGreaterThan(0.02);
  await card.getByRole("combobox", { name: "Speak by" }).selectOption("Say nothing");
  await expect.poll(() => level("What is said")).toBeLessThan(0.05);
  await card.getByRole("button", { name: "Stop listening" }).click();
  await card.getByRole("button", { name: "Hang up" }).click();
  await barOf(rep)
    .getByText(/^Call with Jane Doe ended/)
    .waitFor();
});
