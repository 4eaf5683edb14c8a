import type { Page } from "playwright";
import { beforeEach, expect, test } from "vitest";
import { openAs, withBrowser, withMicrophone } from "@/tests/support/browser";
import {
  type BrowserCompany,
  barOf,
  becomes,
  browserCompany,
  button,
  canBePoor,
} from "@/tests/support/browser-phone";
import { makeTenant } from "@/tests/support/tenant";
import { initiate } from "@/tests/telephony/calls/walk";

withBrowser(withMicrophone);

let company: BrowserCompany;
beforeEach(async () => {
  company = await browserCompany();
});

const isRegistered = async () => {
  const { carrier, accountSid } = company.tenant;
  return (await carrier.registeredClients(accountSid)).length > 0;
};

const problems: [string, (page: Page) => Promise<unknown>, RegExp][] = [
  [
    "no microphone",
    (page) =>
      page.addInitScript(() => {
        navigator.mediaDevices.getUserMedia = async () => {
          throw new DOMException("Requested device not found", "NotFoundError");
        };
      }),
    /^No microphone was found\. Connect one/,
  ],
  [
    "a microphone that another program has",
    (page) =>
      page.addInitScript(() => {
        navigator.mediaDevices.getUserMedia = async () => {
          throw new DOMException("Could not start audio source", "NotReadableError");
        };
      }),
    /^The microphone can't be opened\. Close other programs/,
  ],
  [
    "an extension that takes WebRTC away",
    (page) => page.addInitScript(() => Reflect.deleteProperty(window, "RTCPeerConnection")),
    /without extensions that block WebRTC\.$/,
  ],
];

test.each(problems)("%s is said in words, and nobody is online", async (_, prepare, words) => {
  const page = await openAs(company.tenant.rep, "/tasks", prepare);
  await button(page, "Turn on browser phone").click();
  await page.getByRole("alert").getByText(words).waitFor();
  await button(page, "Turn on browser phone").waitFor();
  expect(await isRegistered()).toBe(false);
  await page.getByRole("button", { name: "Dismiss" }).click();
  await page.getByRole("alert").getByText(words).waitFor({ state: "hidden" });
});

test("a microphone that is pulled out during a call is noticed, and the call goes on", async () => {
  const { tenant, online, takes, caller } = company;
  const page = await online(tenant.rep, "/tasks", (opened) =>
    opened.addInitScript(() => {
      const { mediaDevices } = navigator;
      const open = mediaDevices.getUserMedia.bind(mediaDevices);
      const tracks: MediaStreamTrack[] = [];
      mediaDevices.getUserMedia = async (wanted) => {
        const stream = await open(wanted);
        tracks.push(...stream.getAudioTracks());
        return stream;
      };
      // As a browser says it of a device that is not there any more.
      const pull = () => tracks.at(-1)?.dispatchEvent(new Event("ended"));
      Object.assign(window, { pull });
    }),
  );
  await takes(page);
  await page.evaluate(() => Reflect.apply(Reflect.get(window, "pull"), window, []));
  await page.getByText(/^Your microphone or speaker was disconnected\./).waitFor();
  expect((await caller.state()).state).toBe("in-call");
});

test("a connection that gets poor is said in a sentence with what to do, until it is good", async () => {
  const { tenant, online, takes } = company;
  const page = await online(tenant.rep, "/tasks", canBePoor);
  await takes(page);
  const warning = barOf(page).getByText(
    "Your connection is poor. A cable, or moving closer to the router, helps.",
  );
  expect(await warning.count()).toBe(0);
  await becomes(page, "poor");
  await warning.waitFor();
  await becomes(page, "good");
  await warning.waitFor({ state: "hidden" });
});

test("a call of another company as what is to be connected rings nobody and leaves nothing open", async () => {
  const { tenant, contact, caller } = company;
  const other = await makeTenant();
  const { callId } = await (await initiate(other.rep, { to: "+12065550199" })).json();
  const page = await openAs(tenant.rep, contact, (opened) =>
    opened.route("**/api/calls/initiate", (route) =>
      route.fulfill({
        status: 201,
        json: { success: true, callId, callSid: null, status: "queued" },
      }),
    ),
  );
  await button(page, "Call Jane Doe on (206) 555-0177").click();
  await expect
    .poll(async () => {
      await company.advance(5);
      const calls = await tenant.carrier.calls(tenant.accountSid);
      return calls.length === 1 && calls[0]?.endedAt !== null;
    })
    .toBe(true);
  await page.getByRole("region", { name: "Call in the browser" }).waitFor({ state: "hidden" });
  expect((await caller.state()).state).toBe("idle");
  await button(page, /^Browser phone on/).waitFor();
});
