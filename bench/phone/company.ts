import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright";
import type { Sql } from "postgres";
import type { BenchStack } from "@/bench/figure";
import { signInAs } from "@/bench/pages/sign-in";
import { warbleWav } from "@/bench/phone/warble";
import { makeBrowserCalls } from "@/lib/twilio/browser-calls";
import { voiceUrl } from "@/lib/twilio/urls";
import { saveBrowserCalls } from "@/lib/twilio-account/browser-calls/machine";
import { sealKeySecret } from "@/lib/twilio-account/browser-calls/secret";
import { type CarrierControl, carrierControl } from "@/local/carrier/control";
import { newNumber, newPerson, password, planTenant, plantTenants } from "@/local/tenant/plant";
import { ensureBrowser } from "@/local/test/browser";

export const customer = "+12065550177";
const number = "+12065550100";

/** A company with browser calls on a real clock, its rep's browser, and a contact to call. */
export type PhoneCompany = {
  id: string;
  accountSid: string;
  number: string;
  rep: { phone: string };
  carrier: CarrierControl;
  contactPath: string;
  /** What the phone icon calls with, from the next page on. */
  placeOn(device: "browser" | "phone"): Promise<void>;
  open(path: string): Promise<Page>;
  close(): Promise<void>;
};

export async function openCompany(
  stack: BenchStack,
  sql: Sql,
  log: (line: string) => void,
): Promise<PhoneCompany> {
  const carrier = carrierControl(stack.urls.carrier);
  const webhooks = { voiceUrl: voiceUrl("answer"), statusCallback: voiceUrl("status") };
  const account = await carrier.ensureAccount({
    ...{ friendlyName: "Bench", clock: "real" },
    numbers: [{ phoneNumber: number, ...webhooks }],
  });
  const [admin, rep] = [newPerson("admin", "+12065550110"), newPerson("rep", "+12065550112")];
  const sid = account.numbers[0]?.sid ?? "";
  const plan = planTenant({
    ...{ name: "Bench", people: [admin, rep] },
    account: { sid: account.sid, authToken: account.authToken },
    numbers: [newNumber(number, rep.userId, { sid })],
  });
  await plantTenants(sql, [plan]);
  const urls = { voice: voiceUrl("client"), status: voiceUrl("status") };
  const own = { accountSid: account.sid, authToken: account.authToken };
  const { secret, ...sids } = await makeBrowserCalls(own, urls);
  await saveBrowserCalls(plan.id, admin.userId, {
    ...{ account_sid: account.sid, ...sids },
    api_key_secret_ciphertext: sealKeySecret(secret, plan.id),
  });
  const [contact] = await sql<{ id: string }[]>`
    insert into public.contacts (tenant_id, name) values (${plan.id}, 'Jane Doe') returning id`;
  await sql`insert into public.contact_phones (tenant_id, contact_id, phone)
    values (${plan.id}, ${contact?.id ?? ""}, ${customer})`;
  await carrier.scriptHandset(account.sid, rep.phone, {
    ...{ behaviour: "answers", afterSeconds: 0 },
    press: [{ digits: "1", whenGathering: true }],
  });
  await carrier.scriptHandset(account.sid, customer, { behaviour: "manual" });

  const microphone = join(mkdtempSync(join(tmpdir(), "bench-")), "microphone.wav");
  writeFileSync(microphone, warbleWav());
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(log),
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
      ...["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
      ...["--allow-loopback-in-peer-connection", `--use-file-for-fake-audio-capture=${microphone}`],
    ],
  });
  const cookie = await signInAs(stack, rep.email, password);
  let context: BrowserContext | undefined;
  return {
    ...{ id: plan.id, accountSid: account.sid, number, rep, carrier },
    contactPath: `/contacts/${contact?.id ?? ""}`,
    async placeOn(device) {
      await sql`insert into public.call_devices (tenant_id, user_id, rings_on, places_on)
        values (${plan.id}, ${rep.userId}, 'browser', ${device})
        on conflict (tenant_id, user_id) do update set places_on = ${device}`;
    },
    async open(path) {
      await context?.close();
      context = await browser.newContext({ baseURL: stack.urls.app });
      context.setDefaultTimeout(30_000);
      await context.addCookies([{ ...cookie, url: stack.urls.app }]);
      const page = await context.newPage();
      await page.addInitScript(remember);
      await page.goto(path);
      return page;
    },
    close: () => browser.close(),
  };
}

/** In the page: when something was clicked last, and its connections. */
function remember() {
  const connections: RTCPeerConnection[] = [];
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };
  Object.assign(window, { connections, clickedAt: 0 });
  const note = () => Object.assign(window, { clickedAt: Date.now() });
  document.addEventListener("pointerdown", note, true);
}
