import { setTimeout as pause } from "node:timers/promises";
import { Route } from "@/lib/routing/route";
import { carrierControl, type HandsetScript } from "@/local/carrier/control";
import { choose, hangUp } from "@/local/chaos/people";
import { menuQuestion } from "@/local/chaos/routed";
import { type Family, repAt, type Shape } from "@/local/chaos/shapes/shape";
import { arrived, slack, type Webhook, wholeSeconds } from "@/local/chaos/streamed";
import type { Verdict } from "@/local/chaos/truth";
import { isMessage, judgeInbound } from "@/local/chaos/verdict";
import type { Chance } from "@/local/demo/chance";
import { declines, presses } from "@/local/scenarios/phones";

const number = "+12065550196";
const outside = "+13125550190";
/** Of the reps, by their place: who owns callers' contacts, and who is rung in turn. */
const owner = 4;
const inTurn = [0, 1, 2];
const keys = { outside: "1", owner: "2", serves: "3", own: "4", none: null };
const choices = { outside: 25, owner: 35, serves: 15, own: 15, none: 10 };
const phones = { takes: 55, rings: 25, declines: 20 };

/** Of each caller three calls are made: the later ones may reach who talked with them. */
const customerOf = (nth: number) => `+1617555${1_000 + Math.floor(nth / 3)}`;

/** Steps that the plan's own route does not have; each of them may end with a message. */
export const routed: Shape = {
  name: "routes",
  perHundred: 10,
  line: { number, route: everyWay },
  async prepare(sql, tenant) {
    const { userId } = repAt(tenant, owner);
    const callers = Array.from({ length: 200 }, (_, at) => customerOf(3 * at));
    await sql`with made as (insert into public.contacts (tenant_id, name, owner_id)
        select ${tenant.id}, phone, ${userId}::uuid from unnest(${callers}::text[]) phone
        returning tenant_id, id, name)
      insert into public.contact_phones (tenant_id, contact_id, phone)
      select tenant_id, id, name from made`;
  },
  async play(stage, tenant, { nth, chance, did }) {
    const { accountSid } = tenant;
    const carrier = carrierControl(stage.carrierUrl);
    const choice = chance.weigh(choices);
    const rung = [owner, ...inTurn].map((place) => repAt(tenant, place).phone);
    await carrier.scriptHandset(accountSid, chance.pick([outside, ...rung]), somebody(chance));
    const customer = customerOf(nth);
    await carrier.scriptHandset(accountSid, customer, { behaviour: "manual" });
    // A caller's last call may go on still.
    const dialled = await carrier
      .handset(accountSid, customer)
      .dial(number)
      .catch(() => null);
    did(dialled ? choice : "was on the phone");
    if (!dialled) return;
    const key = keys[choice];
    if (key !== null) await choose(carrier, accountSid, customer, key);
    await pause(chance.between(2, 35) * 1000);
    await hangUp(carrier, accountSid, customer);
  },
  judge: judgeRouted,
};

function somebody(chance: Chance): HandsetScript {
  switch (chance.weigh(phones)) {
    case "takes":
      return presses("1", { answer: chance.between(1, 3), press: undefined });
    case "rings":
      return { behaviour: "no-answer" };
    case "declines":
      return declines(2);
  }
}

/** A menu of an outside number, who knows the caller, an announcement, and a person's mailbox. */
function everyWay(reps: readonly { userId: string }[]): Route {
  const userAt = (place: number) => reps[place]?.userId ?? "";
  const box = { kind: "voicemail", name: "", sound: { text: "Your message?" }, max_seconds: 60 };
  const open = [{ from: "00:00", until: "24:00" }];
  const week = Object.fromEntries(
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, open]),
  );
  const person = { name: "", seconds: 5 };
  return Route.parse({
    ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "hours" },
    steps: {
      hours: {
        ...{ kind: "hours", name: "", open: "menu", closed: "box" },
        hours: { time_zone: "America/New_York", week, holidays: [], exceptions: [] },
      },
      menu: {
        ...{ kind: "menu", name: "", sound: { text: menuQuestion }, no_choice: "box" },
        ...{ keys: { 1: "outside", 2: "last", 3: "served", 4: "own" } },
        ...{ timeout_seconds: 3, times: 1 },
      },
      outside: { kind: "forward", name: "", to: outside, seconds: 10, no_answer: "box" },
      last: {
        ...{ ...person, kind: "last_speaker", days: 30 },
        ...{ not_free: "owner", no_answer: "owner" },
      },
      owner: { ...person, kind: "owner", not_free: "turn", no_answer: "turn" },
      turn: {
        ...{ ...person, kind: "ring", order: "round_robin", not_free: "box", no_answer: "box" },
        who: { kind: "people", people: inTurn.map(userAt) },
      },
      served: { kind: "hang_up", name: "", sound: { text: "We open at nine." }, serves: true },
      own: { ...box, mailbox: { kind: "person", user_id: userAt(owner) } },
      box: { ...box, mailbox: { kind: "shared" } },
    },
  });
}

const handled = "completed/handled";

/** Whoever chose what the system says has been served, once their choice got here. */
export function judgeRouted({ legs: [caller, ...reps], log }: Family): Verdict | null {
  const chosen = log.filter(
    (entry): entry is Webhook => entry.kind === "webhook" && entry.params.Digits === keys.serves,
  );
  if (!caller || chosen.length === 0 || caller.recordings.some(isMessage)) return null;
  const most = wholeSeconds(caller.answeredAt ?? caller.endedAt ?? 0, caller.endedAt) + slack;
  // Whoever is gone within two seconds has heard nothing of it; Twilio's times are whole seconds.
  const heardFor = (caller.endedAt ?? Date.now()) - Date.parse(chosen[0]?.at ?? "");
  if (chosen.some(arrived) && heardFor >= 3_000) {
    return { ends: [handled], talk: { least: Math.max(0, most - 2 * slack), most } };
  }
  // The choice may be known though our answer to it got lost, or was hardly heard.
  const { ends } = judgeInbound(caller, reps, log);
  return { ends: [handled, ...ends], talk: { least: 0, most } };
}
