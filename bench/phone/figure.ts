import type { Page } from "playwright";
import type { Bench, Figure, Row } from "@/bench/figure";
import { customer, openCompany, type PhoneCompany } from "@/bench/phone/company";
import { mediaCost } from "@/bench/phone/media-cost";
import { isWarble } from "@/bench/phone/warble";
import { alternately, median } from "@/bench/ratio";
import { forgetCalls } from "@/bench/tenant";
import { powerOf } from "@/local/carrier/media/g711";
import { Ears } from "@/local/carrier/testing/ears";
import { connect } from "@/local/postgres/database";

const rounds = 5;
const maxGapMs = 1000;
/** Mean square: quieter is silence. */
const silence = 1e-5;
const waitMs = 15_000;
/** A minute of what is heard. */
const keptFrames = 3000;

async function measure(bench: Bench): Promise<Row[]> {
  const stack = await bench.stack();
  const sql = connect(stack.adminDatabaseUrl, 2);
  const company = await openCompany(stack, sql, bench.log);
  try {
    const rings = await alternately(
      rounds,
      () => clickToRing(company, "browser"),
      () => clickToRing(company, "phone"),
    );
    const talks: Talk[] = [];
    for (let round = 0; round < rounds; round++) {
      bench.interrupted.throwIfAborted();
      talks.push(await talk(company));
    }
    const of = (read: (one: Talk) => number) => median(talks.map(read));
    const gap = (figure: string, ms: number): Row => ({
      ...{ figure, value: `${Math.round(ms)} ms`, floor: "", ratio: "" },
      ...{ goal: `≤ ${maxGapMs} ms`, met: ms <= maxGapMs },
    });
    const plain = (figure: string, value: string): Row => ({
      ...{ figure, value, floor: "", ratio: "", goal: "", met: null },
    });
    return [
      {
        figure: "phone: click → the customer's phone rings, from the browser",
        value: `${Math.round(rings.thing)} ms`,
        floor: `${Math.round(rings.floor)} ms by the rep's own phone`,
        ratio: rings.ratio.toFixed(2),
        goal: "≤ 1 × the phone's way",
        met: rings.ratio <= 1,
      },
      plain("phone: answer → the rep is heard", `${Math.round(of((one) => one.saidMs))} ms`),
      plain("phone: answer → the rep hears", `${Math.round(of((one) => one.heardMs))} ms`),
      gap(
        "phone: what the customer hears between voice and music, on hold",
        of((one) => one.holdMs),
      ),
      gap(
        "phone: what the customer hears between music and voice, resumed",
        of((one) => one.backMs),
      ),
      plain("phone: a leg's sound at the carrier", `${(await mediaCost()).toFixed(1)} % of a core`),
    ];
  } finally {
    await company.close();
    await forgetCalls(sql, { id: company.id });
    await sql.end();
  }
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const clickedAt = (page: Page) => page.evaluate(() => Number(Reflect.get(window, "clickedAt")));

/** Until it is there; looks a hundred times a second. */
async function until<T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const end = Date.now() + waitMs;
  while (Date.now() < end) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("it did not come within 15 seconds");
}

/** Milliseconds from the click on the phone icon until the carrier rings the customer. */
async function clickToRing(company: PhoneCompany, device: "browser" | "phone"): Promise<number> {
  const { carrier, accountSid } = company;
  await company.placeOn(device);
  const page = await company.open(company.contactPath);
  await online(page);
  const since = (await carrier.log(accountSid)).at(-1)?.seq ?? 0;
  await button(page, /^Call Jane Doe on/)
    .first()
    .click();
  const rang = await until(async () => {
    const log = await carrier.log(accountSid, { since });
    return log.find(
      (entry) => entry.kind === "call" && entry.event === "ringing" && entry.to === customer,
    );
  });
  const took = Date.parse(rang.at) - (await clickedAt(page));
  await carrier.handset(accountSid, customer).decline();
  await untilIdle(company);
  return took;
}

async function online(page: Page): Promise<void> {
  if (await button(page, "Turn on browser phone").isVisible())
    await button(page, "Turn on browser phone").click();
  else await button(page, /^(Turn on browser phone|Browser phone on)/).waitFor();
  if (await button(page, "Turn on browser phone").isVisible())
    await button(page, "Turn on browser phone").click();
  await button(page, /^Browser phone on/).waitFor();
}

const untilIdle = ({ carrier, accountSid }: PhoneCompany) =>
  until(async () =>
    (await carrier.calls(accountSid)).every(({ endedAt }) => endedAt !== null) ? true : undefined,
  );

type Talk = { saidMs: number; heardMs: number; holdMs: number; backMs: number };

/** A customer calls, is taken in the browser, put on hold and taken back: what they hear. */
async function talk(company: PhoneCompany): Promise<Talk> {
  const { carrier, accountSid } = company;
  await company.placeOn("browser");
  const page = await company.open("/tasks");
  await online(page);
  const caller = carrier.handset(accountSid, customer);
  const { callSid } = await caller.dial(company.number);
  await button(page, "Answer").waitFor();
  using ears = await Ears.at(carrier, accountSid, callSid, keptFrames);
  ears.speak(600);
  const hearing = firstHeard(page);
  await button(page, "Answer").click();
  const answered = await clickedAt(page);
  const said = await firstAfter(ears, answered, isWarble);
  const heard = await hearing;

  await button(page, "Hold").click();
  const putOnHold = await clickedAt(page);
  const isMusic = (frame: Uint8Array) => !isWarble(frame) && powerOf(frame) > silence;
  const music = await firstAfter(ears, putOnHold, isMusic);
  const before = lastBefore(ears, music, isWarble);
  await button(page, "Resume call").waitFor();
  await button(page, "Resume call").click();
  const resumed = await clickedAt(page);
  const back = await firstAfter(ears, resumed, isWarble);
  const last = lastBefore(ears, back, isMusic);
  await caller.hangup();
  await untilIdle(company);
  return {
    saidMs: said - answered,
    heardMs: heard - answered,
    holdMs: music - before,
    backMs: back - last,
  };
}

const momentOf = (atMs: number) => performance.timeOrigin + atMs;

function firstAfter(ears: Ears, from: number, is: (frame: Uint8Array) => boolean): Promise<number> {
  return until(() => {
    const found = ears.frames.find(({ atMs, frame }) => momentOf(atMs) > from && is(frame));
    return found && momentOf(found.atMs);
  });
}

function lastBefore(ears: Ears, moment: number, is: (frame: Uint8Array) => boolean): number {
  const found = ears.frames.findLast(({ atMs, frame }) => momentOf(atMs) < moment && is(frame));
  return found ? momentOf(found.atMs) : moment;
}

/** When the page's next connection is heard. */
function firstHeard(page: Page): Promise<number> {
  return page.evaluate(async () => {
    for (;;) {
      const kept: unknown = Reflect.get(window, "connections");
      const last: unknown = Array.isArray(kept) ? kept.at(-1) : undefined;
      if (last instanceof RTCPeerConnection) {
        for (const report of (await last.getStats()).values()) {
          if (report.type === "inbound-rtp" && report.audioLevel > 0.02) return Date.now();
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });
}

/** Calls in the browser: how soon they ring and are heard, and what hold leaves out. */
export const phone: Figure = { name: "phone", run: measure };
