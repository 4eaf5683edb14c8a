import type { Page } from "playwright";
import { beforeEach, expect, test } from "vitest";
import { given } from "@/tests/database/rls/visitor";
import { openAs, withBrowser, withMicrophone } from "@/tests/support/browser";
import { barOf, button } from "@/tests/support/browser-phone";
import { plantJane } from "@/tests/support/jane";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { callOf } from "@/tests/telephony/calls/talking";
import { customer, onlyCall } from "@/tests/telephony/calls/walk";

withBrowser(withMicrophone);

let tenant: TestTenant;
beforeEach(async () => {
  tenant = await makeTenant();
});

const phoneOf = (number: string) => tenant.carrier.handset(tenant.accountSid, number);
const advance = (seconds: number) => tenant.carrier.advance(tenant.accountSid, seconds);
/** The state of a phone after one more second of the carrier's clock. */
async function secondLater(read: () => Promise<{ state: string }>): Promise<string> {
  await advance(1);
  return (await read()).state;
}

/** As the admin sets browser calls up; the rep then talks in the browser. */
async function turnOn(): Promise<Page> {
  const admin = await openAs(tenant.admin, "/settings/twilio");
  await button(admin, "Turn on browser calls").click();
  await button(admin, "Check at Twilio").click();
  await admin.getByText("Everything is in place at Twilio.").waitFor();
  const page = await openAs(tenant.rep, "/settings/profile");
  await page.getByLabel("Incoming calls ring").selectOption("browser");
  await page.getByLabel("The phone icon calls with").selectOption("browser");
  await button(page, /^Save$/).click();
  await button(page, "Turn on browser phone").waitFor();
  return page;
}

/** Every address that the page opens a socket to, or asks, from now on. */
function addressesOf(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("websocket", (socket) => asked.push(socket.url()));
  return asked;
}

test("a call rings in the browser of who is online; answered, muted, keyed and hung up, also from another tab", async () => {
  await plantJane(tenant);
  const page = await turnOn();
  const asked = addressesOf(page);
  await button(page, "Turn on browser phone").click();
  await button(page, /^Browser phone on/).waitFor();
  const other = await page.context().newPage();
  await other.goto("/calls");
  await button(other, /^Browser phone on/).waitFor();

  await phoneOf(customer).dial(tenant.number);
  await advance(5);
  const bar = barOf(page);
  await bar.getByText(/Incoming call from Jane Doe/).waitFor();
  await expect.poll(() => page.title()).toBe("☎ Jane Doe is calling");
  await button(page, "Answer").click();
  await bar.getByText(/^Talking with Jane Doe/).waitFor();

  await button(page, "Mute").click();
  await button(other, "Muted").waitFor();
  await other.getByText("The sound of this call is in another tab.").waitFor();
  await button(other, "Muted").click();
  await button(page, "Keypad").click();
  await page.getByLabel("Keys sent").fill("4 2#");
  await expect.poll(() => page.getByLabel("Keys sent").inputValue()).toBe("42#");
  await page.keyboard.press("Escape");
  await advance(20);
  await button(other, "Hang up").click();
  await bar.getByText(/^Call with Jane Doe ended/).waitFor();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  const call = await onlyCall(tenant);
  expect(call).toMatchObject({ direction: "inbound", outcome: "connected" });
  expect(call.user_id).toBe(tenant.rep.userId);
  expect(asked.filter((url) => url.includes("twilio.com"))).toEqual([]);
});

/** The number rings the rep and a colleague at once. */
async function ringsBoth(): Promise<void> {
  await callOf(tenant).takesCalls(tenant.rep2);
  const { db } = tenant.admin;
  const row = { tenant_id: tenant.id, name: "Sales", draft: {} };
  const { id } = await given(db.from("routes").insert(row).select("id").single());
  const people = [tenant.rep.userId, tenant.rep2.userId];
  const body = {
    ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "sales" },
    steps: {
      sales: {
        ...{ kind: "ring", name: "Sales", order: "at_once", seconds: 20 },
        ...{ who: { kind: "people", people }, not_free: "bye", no_answer: "bye" },
      },
      bye: { kind: "hang_up", name: "", sound: null, serves: false },
    },
  };
  const version = { tenant_id: tenant.id, route_id: id, body };
  await given(db.from("route_versions").insert(version).select("id"));
  const number = db.from("phone_numbers").update({ route_id: id }).eq("id", tenant.numberId);
  await given(number.select("id"));
}

test("a call that rings several says who calls before anybody has it", async () => {
  await plantJane(tenant);
  await ringsBoth();
  const page = await turnOn();
  await button(page, "Turn on browser phone").click();
  await button(page, /^Browser phone on/).waitFor();
  await phoneOf(customer).dial(tenant.number);
  await advance(5);
  // By the browser's own word, then by ours, in the bar.
  await page
    .getByText(/^Jane Doe is calling|^Incoming call from Jane Doe/)
    .first()
    .waitFor();
  await expect.poll(() => page.title()).toBe("☎ Jane Doe is calling");
});

test("the phone icon calls from the browser, going online first; the customer's end is seen", async () => {
  const home = `/contacts/${await plantJane(tenant)}`;
  const page = await turnOn();
  await page.goto(home);
  await button(page, "Call Jane Doe on (206) 555-0177").click();
  await button(page, /^Browser phone on/).waitFor();
  const bar = barOf(page);
  await button(page, "Mute").waitFor();
  await expect.poll(() => secondLater(() => phoneOf(customer).state())).toBe("ringing");
  await phoneOf(customer).answer();
  await advance(5);
  await bar.getByText(/^Talking with Jane Doe/).waitFor();
  await phoneOf(customer).hangup();
  await tenant.carrier.runUntilIdle(tenant.accountSid);
  await bar.getByText(/^Call with Jane Doe ended/).waitFor();
  expect(await onlyCall(tenant)).toMatchObject({ direction: "outbound", outcome: "connected" });
});

test("who refuses the microphone reads what to do, and no call is placed", async () => {
  const home = `/contacts/${await plantJane(tenant)}`;
  const page = await turnOn();
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = async () => {
      throw new DOMException("Permission denied", "NotAllowedError");
    };
  });
  await page.goto(home);
  await button(page, "Call Jane Doe on (206) 555-0177").click();
  const dialog = page.getByRole("dialog", { name: "Call not placed" });
  await dialog.getByText(/The microphone is blocked. Allow it/).waitFor();
  const { data } = await tenant.manager.db.from("calls").select("id").eq("tenant_id", tenant.id);
  expect(data).toEqual([]);
});
