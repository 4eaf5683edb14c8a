import type { Page } from "playwright";
import type { Sql } from "postgres";
import { tenantOf } from "@/bench/data/cast";
import { callIn } from "@/bench/pages/live-call";
import { takeShifts } from "@/bench/pages/observe";
import type { Desk } from "@/bench/pages/open-browser";

export type Shifts = { sum: number; moved: string[] };

const settledMs = 500;

/** Waits until what people read on the page is another than before the change. */
async function see(page: Page, change: () => Promise<void>): Promise<void> {
  const before = await page.getByRole("main").textContent();
  await change();
  await page.waitForFunction(
    (text) => document.querySelector("main")?.textContent !== text,
    before,
  );
  await page.waitForTimeout(settledMs);
}

/**
 * What moves on an open page of the largest tenant when a call of this contact, whom it shows,
 * comes in, and when it ends.
 */
export async function watchNewCall(
  page: Page,
  sql: Sql,
  contactId: string,
): Promise<{ rings: Shifts; ends: Shifts }> {
  await takeShifts(page);
  const call = callIn(sql, tenantOf(0), contactId);
  try {
    await see(page, call.ring);
    const rings = await takeShifts(page);
    await see(page, call.end);
    return { rings, ends: await takeShifts(page) };
  } finally {
    await call.forget();
  }
}

/** What moves on a call's own page when the call ends. */
export async function watchCallEnd(desk: Desk, sql: Sql, contactId: string): Promise<Shifts> {
  const call = callIn(sql, tenantOf(0), contactId);
  try {
    await call.ring();
    const { page } = await desk.open(`/calls/${call.id}`);
    await takeShifts(page);
    await see(page, call.end);
    return await takeShifts(page);
  } finally {
    await call.forget();
  }
}
