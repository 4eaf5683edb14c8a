import type { Page } from "playwright";
import { expect } from "vitest";
import { Ears } from "@/local/carrier/testing/ears";
import { setUpRooms } from "@/local/tenant/plant-livekit";
import { given } from "@/tests/database/rls/visitor";
import { openAs } from "@/tests/support/browser";
import { barOf, button, rememberConnections } from "@/tests/support/browser-phone";
import { plantJane } from "@/tests/support/jane";
import { makeLivekit } from "@/tests/support/livekit";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { customer } from "@/tests/telephony/calls/walk";
import { admin } from "@/tests/telephony/record/call-record";

const aheadSeconds = 120;
/** Real sound takes its time where much else runs. */
const patienceMs = 45_000;

/** A company whose calls reach browsers in LiveKit's rooms; its people are rung there alone. */
export async function roomCompany({
  silenceSeconds = null,
}: {
  silenceSeconds?: number | null;
} = {}) {
  const [tenant, livekit] = await Promise.all([makeTenant(), makeLivekit()]);
  // Browsers take their real time: what Twilio reports is not to be older than what people do.
  await tenant.carrier.advance(tenant.accountSid, aheadSeconds);
  await setUpRooms(admin, tenant.id, livekit);
  await admin`update public.livekit_accounts set silence_seconds = ${silenceSeconds}
    where tenant_id = ${tenant.id}`;
  for (const { userId, db } of [tenant.rep, tenant.rep2, tenant.manager]) {
    const row = { tenant_id: tenant.id, user_id: userId };
    const devices = { ...row, rings_on: "browser" as const, places_on: "phone" as const };
    await given(db.from("call_devices").insert(devices).select("user_id"));
  }
  return { tenant, livekit, contact: `/contacts/${await plantJane(tenant)}`, ...peopleOf(tenant) };
}
export type RoomCompany = Awaited<ReturnType<typeof roomCompany>>;

function peopleOf(tenant: TestTenant) {
  const { carrier, accountSid } = tenant;
  const advance = (seconds: number) => carrier.advance(accountSid, seconds);
  const caller = carrier.handset(accountSid, customer);

  /**
   * Until it is so, while the carrier's clock goes on by so much each quarter of a second: never
   * faster than ours, so that nothing rings out before a busy machine has answered.
   */
  async function until(isSo: () => Promise<boolean>, seconds = 0.25): Promise<void> {
    const look = async () => {
      await advance(seconds);
      return isSo();
    };
    await expect.poll(look, { interval: 250, timeout: patienceMs }).toBe(true);
  }
  const rings = (page: Page) => until(() => button(page, "Answer").isVisible());

  return {
    advance,
    caller,
    until,
    rings,
    /** A member's page, online in the browser. */
    async online(member: Member, path = "/tasks"): Promise<Page> {
      const page = await openAs(member, path, async (opened) => {
        await rememberConnections(opened);
        await rememberSounds(opened);
        opened.setDefaultTimeout(patienceMs);
      });
      await button(page, "Turn on browser phone").click();
      await button(page, /^Browser phone on/).waitFor();
      return page;
    },
    /** The customer calls and this page takes it. */
    async takes(page: Page): Promise<void> {
      await caller.dial(tenant.number);
      await rings(page);
      await button(page, "Answer").click();
      await until(
        () =>
          barOf(page)
            .getByText(/^Talking with Jane Doe/)
            .isVisible(),
        0.05,
      );
    },
    /** Listens where the customer is, and may speak there. */
    async customersEars(): Promise<Ears> {
      const { callSid } = await caller.state();
      return Ears.at(carrier, accountSid, callSid ?? "");
    },
  };
}

/** Makes a page remember what it plays, so that it can be asked whether that is to be heard. */
async function rememberSounds(page: Page): Promise<void> {
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

/** Whether nothing of what the page plays of others is to be heard. */
export function isSilenced(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const kept: unknown = Reflect.get(window, "sounds");
    const playing = [...(kept instanceof Set ? kept : [])].filter(
      (one) => one instanceof HTMLMediaElement && one.srcObject !== null,
    );
    return playing.length > 0 && playing.every(({ muted }) => muted);
  });
}

/** Who is in the room that this page is in, by name. */
export const inRoom = (page: Page) => barOf(page).getByRole("list", { name: "In this room" });

/** How loud the page hears all others at this moment, 0 to 1. */
export function heardInRoom(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const kept: unknown = Reflect.get(window, "connections");
    let level = 0;
    for (const connection of Array.isArray(kept) ? kept : []) {
      if (!(connection instanceof RTCPeerConnection)) continue;
      if (connection.connectionState === "closed") continue;
      for (const report of (await connection.getStats()).values()) {
        if (report.type === "inbound-rtp") level = Math.max(level, Number(report.audioLevel ?? 0));
      }
    }
    return level;
  });
}
