import type { Locator, Page } from "playwright";
import {
  barOf,
  button,
  chooseBrowser,
  online,
  peopleOf,
  rememberConnections,
  rememberSounds,
  talking,
} from "@/tests/support/browser-phone";
import { plantJane } from "@/tests/support/jane";
import { makeTenantWithRooms } from "@/tests/support/livekit";
import type { Member } from "@/tests/support/tenant";
import { admin } from "@/tests/telephony/record/call-record";

const aheadSeconds = 120;
/** Real sound takes its time where much else runs. */
const timeoutMs = 45_000;

/** A company whose calls reach browsers in LiveKit's rooms; its people are rung there alone. */
export async function roomCompany({
  silenceSeconds = null,
}: {
  silenceSeconds?: number | null;
} = {}) {
  const { tenant, livekit } = await makeTenantWithRooms();
  // Browsers take their real time: what Twilio reports is not to be older than what people do.
  await tenant.carrier.advance(tenant.accountSid, aheadSeconds);
  await admin`update public.livekit_accounts set silence_seconds = ${silenceSeconds}
    where tenant_id = ${tenant.id}`;
  await chooseBrowser(tenant, [tenant.rep, tenant.rep2, tenant.manager], "phone");
  const contact = `/contacts/${await plantJane(tenant)}`;
  // Never faster than our clock: nothing rings out before a busy machine has answered.
  const pace = { seconds: 0.25, interval: 250, timeout: timeoutMs };
  const people = peopleOf(tenant, pace);
  return {
    ...{ tenant, livekit, contact },
    ...people,
    /** A member's page, online in the browser. */
    online: (member: Member, path?: string, prepare?: (page: Page) => Promise<unknown>) =>
      online(member, path, async (opened) => {
        await prepare?.(opened);
        await rememberConnections(opened);
        await rememberSounds(opened);
        opened.setDefaultTimeout(timeoutMs);
      }),
    /** The customer calls and this page takes it. */
    async takes(page: Page): Promise<void> {
      await people.answers(page);
      await people.until(() => talking(page).isVisible(), 0.05);
    },
    /** How long the caller is still on the line, by the carrier's clock. */
    async secondsUntilIdle(): Promise<number> {
      let looks = 0;
      await people.until(async () => {
        looks += 1;
        return (await people.caller.state()).state === "idle";
      });
      return looks * pace.seconds;
    },
  };
}
export type RoomCompany = Awaited<ReturnType<typeof roomCompany>>;

/** Chooses colleagues for a meeting, from the calls or the team; they are not rung yet. */
export async function choosesToMeet(page: Page, ...names: string[]): Promise<Locator> {
  await button(page, "Start a meeting")
    .or(page.getByRole("link", { name: "Start a meeting" }))
    .click();
  const dialog = page.getByRole("dialog", { name: "Start a meeting" });
  for (const name of names) await dialog.getByLabel(name).check();
  return dialog;
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
