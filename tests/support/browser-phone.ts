import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { expect } from "vitest";
import { wavFile } from "@/local/carrier/audio/wav";
import { Ears } from "@/local/carrier/testing/ears";
import { given } from "@/tests/database/rls/visitor";
import { openAs, withMicrophone } from "@/tests/support/browser";
import { turnOnBrowserCalls } from "@/tests/support/browser-calls";
import { plantJane } from "@/tests/support/jane";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer } from "@/tests/telephony/calls/walk";

/** What every browser of a test says into its microphone, in beeps, as speech comes and goes. */
export const microphoneHertz = 1000;
const rate = 48_000;
const aheadSeconds = 120;

/** Chromium with that microphone. */
export function withTone(): string[] {
  const samples = Float32Array.from({ length: rate }, (_, at) => {
    const isBeep = at % (rate / 2) < rate / 4;
    return isBeep ? 0.5 * Math.sin((2 * Math.PI * microphoneHertz * at) / rate) : 0;
  });
  const file = join(mkdtempSync(join(tmpdir(), "microphone-")), "tone.wav");
  writeFileSync(file, wavFile(samples, rate));
  return [...withMicrophone, `--use-file-for-fake-audio-capture=${file}`];
}

export const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
export const barOf = (page: Page) => page.getByRole("region", { name: "Current call" });
/** There once the page talks with the customer. */
export const talking = (page: Page) => barOf(page).getByText(/^Talking with Jane Doe/);

/** A company whose reps talk in the browser, and a contact who is the customer. */
export async function browserCompany() {
  const tenant = await makeTenant();
  // A browser takes its real time: what Twilio reports is not to be older than what people ask for.
  await tenant.carrier.advance(tenant.accountSid, aheadSeconds);
  await turnOnBrowserCalls(tenant);
  await chooseBrowser(tenant, [tenant.rep, tenant.rep2], "browser");
  const contact = `/contacts/${await plantJane(tenant)}`;
  const people = peopleOf(tenant, { seconds: 1, interval: 500 });
  return {
    ...{ tenant, contact, online },
    ...people,
    /** The customer calls and this page takes it. */
    async takes(page: Page): Promise<void> {
      await people.answers(page);
      await talking(page).waitFor();
    },
  };
}
export type BrowserCompany = Awaited<ReturnType<typeof browserCompany>>;

/** These members are rung in their browsers alone, and place calls there or on their phones. */
export async function chooseBrowser(
  { id: tenant_id }: TestTenant,
  members: Member[],
  places_on: "browser" | "phone",
): Promise<void> {
  for (const { userId: user_id, db } of members) {
    const devices = { tenant_id, user_id, rings_on: "browser" as const, places_on };
    await given(db.from("call_devices").insert(devices).select("user_id"));
  }
}

/** A member's page, online in the browser. */
export async function online(
  member: Member,
  path = "/tasks",
  prepare?: (page: Page) => Promise<unknown>,
): Promise<Page> {
  const page = await openAs(member, path, prepare);
  await button(page, "Turn on browser phone").click();
  await button(page, /^Browser phone on/).waitFor();
  return page;
}

/** `seconds`: how far the carrier's clock goes on between two looks (`interval`, ms). */
type Pace = { seconds: number; interval: number; timeout?: number };

/** The customer, and what a company's pages do with their call. */
export function peopleOf(tenant: TestTenant, { seconds, ...poll }: Pace) {
  const { carrier, accountSid } = tenant;
  const advance = (seconds: number) => carrier.advance(accountSid, seconds);
  const caller = carrier.handset(accountSid, customer);

  /** Until it is so, while the carrier's clock goes on. */
  async function until(isSo: () => Promise<boolean>, step = seconds): Promise<void> {
    const look = async () => {
      await advance(step);
      return isSo();
    };
    await expect.poll(look, poll).toBe(true);
  }
  const rings = (page: Page) => until(() => button(page, "Answer").isVisible());

  return {
    advance,
    caller,
    until,
    rings,
    /** The customer calls and this page answers. */
    async answers(page: Page): Promise<void> {
      await caller.dial(tenant.number);
      await rings(page);
      await button(page, "Answer").click();
    },
    /** Listens where the customer is, and may speak there. */
    async customersEars(): Promise<Ears> {
      const { callSid } = await caller.state();
      return Ears.at(carrier, accountSid, callSid ?? "");
    },
  };
}

/** Makes a page remember its connections, so that it can be asked how loud it hears. */
export async function rememberConnections(page: Page): Promise<void> {
  await page.addInitScript(keepConnections);
}

/** The same, as the script that runs before any of the page's. */
export function keepConnections(): void {
  const connections: RTCPeerConnection[] = [];
  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };
  Object.assign(window, { connections });
}

/** Makes what a page's browser measures of its calls be bad for as long as it is said to be. */
export async function canBePoor(page: Page): Promise<void> {
  await page.addInitScript(() => {
    for (const { prototype } of [RTCPeerConnection, RTCRtpReceiver]) {
      const measured: unknown = Reflect.get(prototype, "getStats");
      if (typeof measured !== "function") continue;
      const getStats = async function (this: unknown, ...of: unknown[]) {
        const report: unknown = await Reflect.apply(measured, this, of);
        if (!Reflect.get(window, "isPoor") || !(report instanceof RTCStatsReport)) return report;
        const jitter = 0.09;
        const poor = [...report].map(([id, row]): [string, unknown] => [
          id,
          row.type === "inbound-rtp" ? { ...row, jitter } : row,
        ]);
        return new Map(poor);
      };
      Object.assign(prototype, { getStats });
    }
  });
}

/** From now on the page's connection is poor, or good again. */
export const becomes = (page: Page, how: "poor" | "good") =>
  page.evaluate((isPoor) => void Object.assign(window, { isPoor }), how === "poor");

/** The keys that reached the other end of a company's calls. */
export async function keysPressed({ carrier, accountSid }: TestTenant): Promise<string[]> {
  const log = await carrier.log(accountSid);
  return log.flatMap((entry) => (entry.kind === "digits" ? [entry.digits] : []));
}

/** Makes a page remember what it plays, so that it can be asked how loud that is. */
export async function rememberSounds(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const sounds = new Set<HTMLMediaElement>();
    const { play } = HTMLMediaElement.prototype;
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      sounds.add(this);
      return Reflect.apply(play, this, []);
    };
    Object.assign(window, { sounds });
  });
}

/** The volume, 0 to 1, of each element that plays somebody else to this page's person. */
export function volumesIn(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const kept: unknown = Reflect.get(window, "sounds");
    return [...(kept instanceof Set ? kept : [])].flatMap((one) =>
      one instanceof HTMLMediaElement && one.srcObject !== null && !one.paused
        ? [one.muted ? 0 : one.volume]
        : [],
    );
  });
}

/** How loud the page's last connection hears at this moment, 0 to 1. */
export function heardIn(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const kept: unknown = Reflect.get(window, "connections");
    const last: unknown = Array.isArray(kept) ? kept.at(-1) : undefined;
    if (!(last instanceof RTCPeerConnection)) return 0;
    let level = 0;
    for (const report of (await last.getStats()).values()) {
      if (report.type === "inbound-rtp") level = Number(report.audioLevel ?? 0);
    }
    return level;
  });
}
