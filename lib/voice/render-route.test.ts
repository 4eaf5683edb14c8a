import { describe, expect, test } from "vitest";
import { env } from "@/lib/core/env";
import { decideStep } from "@/lib/routing/decide";
import { defaultRoute } from "@/lib/routing/default-route";
import type { Person } from "@/lib/routing/people";
import { Route } from "@/lib/routing/route";
import { arriving, type Facts, type Turn } from "@/lib/routing/turn";
import { renderTwiml } from "@/lib/voice/render";

const ana = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c01";
const ben = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c02";
const version = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c09";
const free = (user_id: string): Person => {
  const never = { rung_at: null, talked_at: null };
  return { user_id, name: "Ana", availability: "free", ...never };
};
const facts: Facts = {
  ...{
    people: [free(ana), free(ben)],
    owner_id: null,
    last_speaker: null,
    queue: null,
    may_call_back: true,
  },
};
const open = new Date("2026-06-02T12:00:00Z");
const night = new Date("2026-06-02T23:00:00Z");
const byDefault = defaultRoute({ name: "A & B", time_zone: "UTC", language: "en-US" });

const tenant = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c00";
const file = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c0a";

function twiml(route: Route, moment: Date, missing: string[] = []): string {
  return rendered(decideStep(route, facts, moment, arriving, { kind: "arrived" }), missing);
}

const everyones = { [ana]: ["+12065550111"], [ben]: ["+12065550112"] };

function rendered(
  turn: Turn,
  missing: string[] = [],
  phones: Record<string, string[]> = everyones,
): string {
  return renderTwiml({
    ...{ kind: "route", turn, call_id: "call", call_sid: "CA1", version },
    ...{ phones, caller_id: "+12065550177" },
    in_browser: [],
    ...{ met_agent: false, account_sid: `AC${"0".repeat(32)}` },
    ...{ record: true, notice: "This call may be recorded.", noticed: false, unrecorded: false },
    time_limit_seconds: 60,
    audio: { tenant_id: tenant, missing: new Set(missing), moment: open },
  });
}

describe("a routed call", () => {
  test("says the notice before people are rung, each asked for the key", () => {
    const xml = twiml(byDefault, open);
    expect(xml).toContain('<Say language="en-US" voice="Polly.Joanna-Neural">A &amp; B.</Say>');
    expect(xml.indexOf("may be recorded")).toBeLessThan(xml.indexOf("<Dial"));
    expect(xml.match(/<Number /g)).toHaveLength(2);
    expect(xml).toContain("via=Everyone");
    expect(xml).toContain(`route=${version}`);
    expect(xml).toContain("at=everyone.1.0.0.0-1");
  });

  test("rings a person's phones together, each a leg of theirs", () => {
    const turn = decideStep(byDefault, facts, open, arriving, { kind: "arrived" });
    const xml = rendered(turn, [], { [ana]: ["+12065550111", "+12065550121"] });
    expect(
      [...xml.matchAll(/<Number [^>]*user=([^&]*)&[^>]*>([^<]*)</g)].map((one) => one.slice(1)),
    ).toEqual([
      [ana, "+12065550111"],
      [ana, "+12065550121"],
    ]);
  });

  test("records a message after a beep, without the notice, and ends when nothing is said", () => {
    const xml = twiml(byDefault, night);
    expect(xml).not.toContain("may be recorded");
    expect(xml).toMatch(/leave a message.*<\/Say><Record [^>]*maxLength="120"/);
    expect(xml).toContain("mailbox=shared");
    expect(xml.endsWith("<Hangup/></Response>")).toBe(true);
  });

  test("asks a menu's question within the Gather, and comes back when no key was pressed", () => {
    const menu = Route.parse({
      ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "main" },
      steps: {
        main: {
          ...{ kind: "menu", name: "", sound: { text: "Press 1." }, keys: { 1: "bye" } },
          ...{ timeout_seconds: 5, times: 2, no_choice: "bye" },
        },
        bye: { kind: "hang_up", name: "", sound: null, serves: false },
      },
    });
    expect(twiml(menu, open)).toMatch(
      /<Gather numDigits="1" timeout="5" action="[^"]*step[^"]*" actionOnEmptyResult="true"><Say/,
    );
  });

  test("is streamed to a voice agent, with a token, and comes back when the talk is over", () => {
    const id = "4a1f3a52-6a3f-4b0e-8a39-0a2f8f4c7c11";
    const agent = Route.parse({
      ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "ana" },
      steps: {
        ana: { kind: "agent", name: "", agent_id: id, next: "bye" },
        bye: { kind: "hang_up", name: "", sound: null, serves: false },
      },
    });
    const agents = { [id]: { state: "ready", version: id, url: "wss://agent.test" } } as const;
    const xml = rendered(
      decideStep(agent, { ...facts, agents }, open, arriving, { kind: "arrived" }),
    );
    expect(xml).toMatch(/<Connect action="[^"]*voice\/agent-done\?[^"]*at=ana\.1\.0\.0\./);
    expect(xml).toContain('<Stream url="wss://agent.test/twilio/AC');
    expect(xml).toMatch(/statusCallback="[^"]*voice\/stream\?call=/);
    expect(xml).toMatch(/<Parameter name="token" value="[^"]{100,480}"\/><\/Stream><\/Connect>/);
  });

  test("waits in a queue: sent on as it joins, then music within the Gather of its key", () => {
    const queue = Route.parse({
      ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "sales" },
      steps: {
        sales: {
          ...{ kind: "queue", name: "Sales", who: { kind: "people", people: [] }, priority: 0 },
          ...{ max_waiting: 5, max_wait_seconds: 300, callback_key: "5" },
          ...{ full: "bye", waited_too_long: "bye" },
        },
        bye: { kind: "hang_up", name: "", sound: null, serves: false },
      },
    });
    expect(twiml(queue, open)).toMatch(
      /<Response><Redirect>[^<]*\/voice\/queue\?[^<]*<\/Redirect>/,
    );
    const joined = decideStep(queue, facts, open, arriving, { kind: "arrived" });
    const turn = decideStep(queue, facts, open, joined.state, { kind: "waited" });
    const music = rendered(turn);
    expect(music).toMatch(/<Gather numDigits="1" timeout="1" action="[^"]*queue[^"]*"><Say /);
    expect(music).toMatch(/press 5\.<\/Say><Play>[^<]*waiting\.wav<\/Play><\/Gather><Redirect>/);
    const known = { step: "sales", position: 1, ring: ana, expected_seconds: null };
    const rings = { ...facts, queue: known };
    const dialed = rendered(decideStep(queue, rings, open, turn.state, { kind: "waited" }));
    // Their legs say when the caller left the queue.
    expect(dialed).toContain(`left=sales.${open.getTime()}`);
  });
});

describe("audio in a routed call", () => {
  const voice = { language: "en-US", voice: "Polly.Joanna-Neural" };
  /** A route of one step, and one that it may lead to. */
  const only = (step: object) =>
    Route.parse({
      ...{ ...voice, first: "one" },
      steps: { one: step, box: { ...box, sound: { text: "" } } },
    });
  const box = { kind: "voicemail", name: "", mailbox: { kind: "shared" }, max_seconds: 60 };
  const greeting = (text: string) =>
    only({ kind: "greeting", name: "", sound: { audio: file, text }, next: "box" });
  const menu = (text: string) =>
    only({
      ...{ kind: "menu", name: "", sound: { audio: file, text }, keys: { 1: "box" } },
      ...{ timeout_seconds: 5, times: 2, no_choice: "box" },
    });
  const media = `${env().NEXT_PUBLIC_APP_URL}/api/twilio/media`;
  const plays = `<Play>${media}/${file}?tenant=${tenant}&amp;`;

  test.each<[string, Route, RegExp]>([
    ["a greeting", greeting("Hello."), /<Response><Play>/],
    ["a menu, within the Gather", menu("Press 1."), /<Gather [^>]*><Play>/],
    [
      "a voicemail's greeting",
      only({ ...box, sound: { audio: file, text: "" } }),
      /<Play>.*<\/Play><Record /,
    ],
    [
      "the last words",
      only({ kind: "hang_up", name: "", sound: { audio: file, text: "" }, serves: true }),
      /<Play>.*<\/Play><Hangup/,
    ],
  ])("is played by a signed URL: %s", (_, route, shape) => {
    const xml = twiml(route, open);
    expect(xml).toContain(plays);
    expect(xml).toMatch(shape);
  });

  test.each<[string, Route, string]>([
    ["its words", greeting("Hello."), "Hello."],
    ["thanks, for a greeting without words", greeting(""), "Thank you for calling. One moment"],
    ["its words, within the Gather", menu("Press 1."), "Press 1."],
    ["a request for a message", only({ ...box, sound: { audio: file, text: "" } }), "leave a mess"],
    [
      "goodbye",
      only({ kind: "hang_up", name: "", sound: { audio: file, text: "" }, serves: true }),
      "Goodbye.",
    ],
  ])("that cannot be had is %s", (_, route, words) => {
    const xml = twiml(route, open, [file]);
    expect(xml).not.toContain("<Play");
    expect(xml).toMatch(new RegExp(`<Say [^>]*>[^<]*${words}`));
  });

  const waiting = (callback_key: string | null) =>
    rendered({
      ...{ says: [], taken: [], state: { ...arriving, step: "line" } },
      act: { kind: "enqueue", plays: true, callback_key, music: file },
    });

  test("is a queue's music, within the Gather where a key may be pressed", () => {
    expect(waiting(null)).toMatch(/^.*<Response><Play>[^<]*<\/Play><Redirect>/);
    expect(waiting(null)).toContain(plays);
    expect(waiting("5")).toMatch(/<Gather [^>]*><Play>[^<]*<\/Play><\/Gather><Redirect>/);
    expect(waiting("5")).toContain(plays);
  });

  test("that a queue cannot have is the usual music", () => {
    const turn: Turn = {
      ...{ says: [], taken: [], state: { ...arriving, step: "line" } },
      act: { kind: "enqueue", plays: true, callback_key: null, music: file },
    };
    expect(rendered(turn, [file])).toContain("/sounds/waiting.wav</Play>");
  });
});
