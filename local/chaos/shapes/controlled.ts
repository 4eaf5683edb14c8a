import { setTimeout as pause } from "node:timers/promises";
import type { Sql } from "postgres";
import { inboundCallId } from "@/lib/record/event";
import { type CallView, type CarrierControl, carrierControl } from "@/local/carrier/control";
import type { Finding } from "@/local/chaos/compare";
import { clickCall, hangUp, type Stage } from "@/local/chaos/people";
import { type Move, makeMove, moves } from "@/local/chaos/shapes/moves";
import { repAt, rest, type Shape, type Turn } from "@/local/chaos/shapes/shape";
import { judgeTogether } from "@/local/chaos/shapes/together";
import { isMessage } from "@/local/chaos/verdict";
import type { Rep, Tenant } from "@/local/chaos/world";
import type { Chance } from "@/local/demo/chance";
import { presses } from "@/local/scenarios/phones";

const customerOf = (nth: number) => `+1303555${1_000 + nth}`;
const isCustomer = (number: string) => number.startsWith("+1303555");
const change = { method: "POST", path: "/Calls/CA" };
const create = { method: "POST", path: "/Calls.json" };
const serverError = { status: 500, code: 20500, message: "Internal server error" };
const untilTalkingMs = 30_000;

/** People hold, transfer, add and supervise: whoever is left is not left alone. */
export const controlled: Shape = {
  name: "control",
  perHundred: 10,
  faults: [
    [
      "webhook twice",
      {
        ...{ match: { path: "/twilio/voice/" }, share: 0.1 },
        effect: { kind: "duplicate", copies: 1 },
      },
    ],
    [
      "webhook late",
      { match: { path: "/twilio/voice/" }, share: 0.05, effect: { kind: "delay", seconds: 3 } },
    ],
    ["change: answer lost", { api: "lose-answer", match: change, share: 0.06 }],
    ["change: never arrived", { api: "down", match: change, share: 0.04 }],
    ["change: 5xx", { api: { error: serverError }, match: change, share: 0.03 }],
    ["change: no answer", { api: "hang", match: change, share: 0.02 }],
    ["create twice as often lost", { api: "lose-answer", match: create, share: 0.05 }],
  ],
  async play(stage, tenant, turn) {
    const carrier = carrierControl(stage.carrierUrl);
    const begun = await begin(stage, carrier, tenant, turn);
    if (!begun) return turn.did("not placed");
    const { callId, rep, customer } = begun;
    if (!(await untilTalking(carrier, tenant, customer, rep))) {
      turn.did("never talked");
      return hangUp(carrier, tenant.accountSid, customer);
    }
    let on: Rep | null = rep;
    for (const move of drawMoves(turn.chance)) {
      await rest(stage, turn.chance.between(1, 4));
      if (on && !stage.over.aborted)
        on = await makeMove({ stage, carrier, tenant, turn, callId, on }, move);
    }
    await rest(stage, turn.chance.between(3, 8));
    // Else only once the storm is over.
    if (turn.chance.next() < 0.6) await hangUp(carrier, tenant.accountSid, customer);
    else if (on) await hangUpBoth(carrier, tenant, on);
  },
  async calmDown(carrierUrl, tenant) {
    const carrier = carrierControl(carrierUrl);
    for (const rep of tenant.reps) {
      for (const phone of [rep.phone, rep.browser]) {
        await carrier.scriptHandset(tenant.accountSid, phone, { behaviour: "busy" });
      }
    }
    // The company hangs up. Customers with whom nobody talks any more are the app's to look after.
    for (let second = 0; second < 30; second += 2) {
      const live = await liveLegs(carrier, tenant);
      if (live.length === 0) return;
      for (const leg of live) {
        const phone = leg.direction === "inbound" ? leg.from : leg.to;
        if (!isCustomer(phone) || (await leavesMessage(carrier, tenant, phone))) {
          await hangUp(carrier, tenant.accountSid, phone);
        }
      }
      await pause(2_000);
    }
  },
  judge: judgeTogether,
  async check({ sql, tenant, carrierUrl }) {
    const legs = await carrierControl(carrierUrl).calls(tenant.accountSid);
    return [...(await notFree(sql, tenant)), ...(await leftAlone(sql, tenant, legs))];
  },
};

type Begun = { callId: string; rep: Rep; customer: string };

/** A rep calls a customer, or is called by one. */
async function begin(
  stage: Stage,
  carrier: CarrierControl,
  tenant: Tenant,
  { nth, chance, did }: Turn,
): Promise<Begun | null> {
  const { accountSid } = tenant;
  const customer = customerOf(nth);
  const rep = repAt(tenant, nth % 6);
  const takes = presses("1", { answer: chance.between(1, 3), press: undefined });
  const setPhones = async () => {
    await carrier.scriptHandset(accountSid, rep.phone, takes);
    await carrier.scriptHandset(accountSid, rep.browser, takes);
    await carrier.scriptHandset(accountSid, customer, { behaviour: "answers", afterSeconds: 2 });
  };
  await setPhones();
  if (chance.next() < 0.5) {
    const { callSid } = await carrier.handset(accountSid, customer).dial(rep.companyNumber);
    did("called us");
    return { callId: inboundCallId(tenant.id, callSid), rep, customer };
  }
  const { callId } = await clickCall(stage, rep, { to: customer }, setPhones);
  if (callId !== null) did("called");
  return callId === null ? null : { callId, rep, customer };
}

function drawMoves(chance: Chance): Move[] {
  return Array.from({ length: chance.between(1, 4) }, () => chance.weigh(moves));
}

/** Both hear each other; false if the customer has gone, or nobody answers for half a minute. */
async function untilTalking(
  carrier: CarrierControl,
  { accountSid }: Tenant,
  customer: string,
  rep: Rep,
): Promise<boolean> {
  const states = () =>
    Promise.all(
      [customer, rep.phone, rep.browser].map((phone) => carrier.handset(accountSid, phone).state()),
    );
  for (const began = performance.now(); performance.now() - began < untilTalkingMs; ) {
    const [own, ...theirs] = await states();
    const isOn = (state: typeof own) => state?.state === "in-call";
    const rep = theirs.find(isOn);
    if (isOn(own) && rep && (own?.hears === null || rep.hears === null)) return true;
    await pause(500);
  }
  return false;
}

async function hangUpBoth(carrier: CarrierControl, { accountSid }: Tenant, rep: Rep) {
  for (const phone of [rep.phone, rep.browser]) await hangUp(carrier, accountSid, phone);
}

const liveLegs = async (carrier: CarrierControl, { accountSid }: Tenant) =>
  (await carrier.calls(accountSid)).filter(({ endedAt }) => endedAt === null);

async function leavesMessage(carrier: CarrierControl, { accountSid }: Tenant, phone: string) {
  const { hears } = await carrier.handset(accountSid, phone).state();
  return hears?.includes("beep") ?? false;
}

/** People who are not free, though every call is over. */
async function notFree(sql: Sql, { id }: Tenant): Promise<Finding[]> {
  const rows = await sql<{ user_id: string }[]>`
    select user_id from public.profiles
    where tenant_id = ${id} and private.is_on_call(tenant_id, user_id, null)`;
  return rows.map(({ user_id: call }) => {
    return { kind: "still open", call, why: "this person still counts as on a call" };
  });
}

/** Nobody of the company is left, and no message is taken, for longer than this: nobody noticed. */
const aloneSeconds = 75;

async function leftAlone(sql: Sql, { id }: Tenant, legs: CallView[]): Promise<Finding[]> {
  const rows = await sql<{ call_id: string; call_sid: string; role: string }[]>`
    select call_id, call_sid, role from public.call_legs where tenant_id = ${id}`;
  const views = new Map(legs.map((leg) => [leg.sid, leg]));
  return rows.flatMap(({ call_id, call_sid, role }): Finding[] => {
    const customer = views.get(call_sid);
    if (!customer || (role !== "customer" && role !== "caller")) return [];
    if (customer.recordings.some(isMessage)) return [];
    const company = rows.flatMap((row) => {
      const isOther = row.call_id === call_id && (row.role === "rep" || row.role === "outside");
      return (isOther && views.get(row.call_sid)) || [];
    });
    if (!company.some(({ answeredAt }) => answeredAt)) return [];
    const last = Math.max(...company.map(({ endedAt }) => endedAt ?? Date.now()));
    const seconds = Math.round(((customer.endedAt ?? Date.now()) - last) / 1000);
    if (seconds <= aloneSeconds) return [];
    return [{ kind: "wrong", call: call_sid, why: `the customer was alone for ${seconds} s` }];
  });
}
