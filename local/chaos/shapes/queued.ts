import { Route } from "@/lib/routing/route";
import {
  type CarrierControl,
  carrierControl,
  type HandsetControl,
  type HandsetScript,
} from "@/local/carrier/control";
import type { Finding } from "@/local/chaos/compare";
import { hangUp, type Stage } from "@/local/chaos/people";
import { repAt, rest, type Shape } from "@/local/chaos/shapes/shape";
import { judgeTogether } from "@/local/chaos/shapes/together";
import { isMessage, silence } from "@/local/chaos/verdict";
import type { Tenant } from "@/local/chaos/world";
import { declines, presses } from "@/local/scenarios/phones";

const number = "+12065550197";
const callbackKey = "5";
/** Who serves the queue, by their place among the reps: so few that callers wait. */
const servers = [0, 1];
const customerOf = (nth: number) => `+1512555${1_000 + nth}`;

const callers = { waits: 50, callback: 35, givesUp: 15 };
const phones = { takes: 70, rings: 15, declines: 15 };

/** Callers wait for a rep, or to be called back: each is served once, or it is known that not. */
export const queued: Shape = {
  name: "queue",
  perHundred: 10,
  line: {
    number,
    route: (reps) =>
      Route.parse({
        ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: "sales" },
        steps: {
          sales: {
            ...{ kind: "queue", name: "Sales", max_waiting: 20, max_wait_seconds: 45, priority: 0 },
            who: { kind: "people", people: servers.flatMap((place) => reps[place]?.userId ?? []) },
            ...{ callback_key: callbackKey, full: "box", waited_too_long: "box" },
          },
          box: {
            ...{ kind: "voicemail", name: "", mailbox: { kind: "shared" }, max_seconds: 60 },
            sound: { text: "Your message?" },
          },
        },
      }),
  },
  async play(stage, tenant, { nth, chance, did }) {
    const carrier = carrierControl(stage.carrierUrl);
    const { accountSid } = tenant;
    const does = chance.weigh(phones);
    const script: HandsetScript =
      does === "takes"
        ? presses("1", { answer: chance.between(1, 3), press: undefined })
        : does === "rings"
          ? { behaviour: "no-answer" }
          : declines(2);
    await carrier.scriptHandset(accountSid, repAt(tenant, servers[nth % 2] ?? 0).phone, script);
    const customer = customerOf(nth);
    const what = chance.weigh(callers);
    // For when they are called back.
    const talks: HandsetScript = { behaviour: "answers", afterSeconds: 2, hangupAfterSeconds: 8 };
    await carrier.scriptHandset(accountSid, customer, talks);
    await carrier.handset(accountSid, customer).dial(number);
    did(what);
    if (what === "callback") {
      await askForCallback(stage, carrier.handset(accountSid, customer));
      return;
    }
    await rest(stage, what === "waits" ? chance.between(25, 60) : chance.between(2, 8));
    await hangUp(carrier, accountSid, customer);
  },
  async calmDown(carrierUrl, tenant) {
    const carrier = carrierControl(carrierUrl);
    await hangUpCallers(carrier, tenant);
    const takes = presses("1", { answer: 1, press: undefined });
    for (const place of servers) {
      await carrier.scriptHandset(tenant.accountSid, repAt(tenant, place).phone, takes);
    }
  },
  async hurry(sql, { id }) {
    await sql`update public.queue_entries set next_try_at = now()
      where tenant_id = ${id} and state = 'callback' and next_try_at > now()`;
  },
  judge(family) {
    const together = judgeTogether(family);
    if (together) return together;
    if (family.legs.some(({ recordings }) => recordings.some(isMessage))) {
      return { ends: ["no-answer/voicemail"], talk: silence };
    }
    const isPromised = family.log.some(
      (entry) => entry.kind === "webhook" && entry.params.Digits === callbackKey,
    );
    const ends = ["canceled/missed", "no-answer/missed"];
    return { ends: isPromised ? ["no-answer/callback", ...ends] : ends, talk: silence };
  },
  async check({ sql, tenant: { id, accountSid }, carrierUrl }) {
    const log = await carrierControl(carrierUrl).log(accountSid);
    const bridged = log.flatMap((entry) =>
      entry.kind === "call" && entry.event === "bridged" ? entry.to : [],
    );
    const rows = await sql<{ call_id: string; state: string; tries: number; customer: string }[]>`
      select q.call_id, q.state, q.tries, c.customer_number as customer
      from public.queue_entries q join public.calls c using (tenant_id)
      where q.tenant_id = ${id} and c.id = q.call_id`;
    return rows.flatMap(({ call_id: call, state, tries, customer }): Finding[] => {
      if (["waiting", "ringing", "callback", "calling"].includes(state)) {
        return [{ kind: "still open", call, why: `its place in the queue is ${state}` }];
      }
      if (state === "given_up" && tries < 5) {
        return [{ kind: "wrong", call, why: `a callback was given up after ${tries} tries` }];
      }
      const times = bridged.filter((to) => to === customer).length;
      if (times < 2) return [];
      return [{ kind: "doubled", call, why: `${customer} was called back ${times} times` }];
    });
  },
};

/** Presses the key until the call is over: heard only while they wait. */
async function askForCallback(stage: Stage, phone: HandsetControl): Promise<void> {
  for (let time = 0; time < 15 && !stage.over.aborted; time += 1) {
    await rest(stage, 3);
    const { state } = await phone.state();
    if (state === "idle") return;
    await phone.press(callbackKey).catch(() => {});
  }
}

async function hangUpCallers(carrier: CarrierControl, { accountSid }: Tenant): Promise<void> {
  const live = (await carrier.calls(accountSid)).filter(({ endedAt }) => endedAt === null);
  for (const leg of live.filter(({ direction }) => direction === "inbound")) {
    await hangUp(carrier, accountSid, leg.from);
  }
}
