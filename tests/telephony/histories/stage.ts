import { inboundCallId } from "@/lib/record/event";
import { deleteRecording } from "@/lib/recordings/retire";
import { Route } from "@/lib/routing/route";
import { voiceUrl } from "@/lib/twilio/urls";
import type { HandsetScript } from "@/local/carrier/control";
import { type AccountOptions, USUAL_OPTIONS } from "@/local/carrier/model";
import { takeMessage } from "@/local/scenarios/message";
import { type RouteName, routeNames } from "@/local/scenarios/routed";
import { browserOf, ringsInBrowser, turnOnBrowserCalls } from "@/tests/support/browser-calls";
import { stack } from "@/tests/support/stack";
import { sweep } from "@/tests/support/sweeps";
import { type Member, makeTenant, type TestTenant } from "@/tests/support/tenant";
import { publish } from "@/tests/telephony/calls/routed";
import { ask, customer, initiate } from "@/tests/telephony/calls/walk";
import { openAgent, publishAgent } from "@/tests/telephony/histories/agent";
import { addDesk } from "@/tests/telephony/histories/desk";
import { openRooms } from "@/tests/telephony/histories/rooms";
import { waits } from "@/tests/telephony/histories/waits";
import { admin } from "@/tests/telephony/record/call-record";

/** A number of the tenant's that forwards to nobody. */
const silentNumber = "+12065550101";
/** One that forwards to the admin, who is rung in the browser as well. */
const browserNumber = "+12065550129";
/** Those that follow a route. */
const routedNumbers: Record<RouteName, string> = {
  menu: "+12065550102",
  away: "+12065550103",
  inTurn: "+12065550104",
  skip: "+12065550105",
  personal: "+12065550106",
  forward: "+12065550107",
  group: "+12065550108",
  queue: "+12065550109",
  agent: "+12065550130",
};
/** Where the route "forward" leads. */
const outsideNumber = "+12065550190";
const blockedCaller = "+12065550166";

/** A tenant, its telephones at the carrier, and the people who pick them up. */
export type Stage = Awaited<ReturnType<typeof openStage>>;

/**
 * `blocks`: the company has blocked a caller, who may leave messages. `talks`: its voice agents
 * have a process.
 */
export async function openStage({ blocks, talks }: { blocks: boolean; talks: boolean }) {
  const tenant = await makeTenant();
  if (blocks) await block(tenant);
  const published = await publishAgent(tenant.id);
  const agent = talks ? await openAgent(tenant.id) : null;
  const { carrier, accountSid } = tenant;
  const silentId = await addNumber(tenant, silentNumber);
  const browserId = await addNumber(tenant, browserNumber, tenant.admin.userId);
  const routes: string[] = [];
  for (const name of routeNames) {
    const numberId = await addNumber(tenant, routedNumbers[name]);
    const route = routeNamed(name, tenant, published.id);
    routes.push(numberId, await publish({ ...tenant, numberId }, route, name));
  }
  const { id: tenant_id, manager } = tenant;
  const offline = { tenant_id, user_id: manager.userId, state: "offline" };
  const away = await manager.db.from("availability").insert(offline);
  if (away.error) throw new Error(away.error.message);
  const desk = await addDesk(tenant);
  const browser = await openBrowser(tenant);
  const rooms = await openRooms(tenant);
  // How many seconds the carrier has let pass by which moment: LiveKit has the real clock.
  const clock = { seconds: 0, marks: [{ at: 0, seconds: 0 }] };
  const script = (number: string) => (script: HandsetScript) =>
    carrier.scriptHandset(accountSid, number, script);

  return {
    ...{ tenant, blocks, blockedCaller, talks, waits },
    /** The ids of its numbers, and of what is published of it, always in one order. */
    numberIds: [silentId, browserId, ...routes, published.id, published.version],
    agent: agent ?? noAgent,
    /** All that can be played was. */
    async close(): Promise<void> {
      await rooms.close();
      await agent?.close();
    },
    ...{ rooms, clock },
    ...{ rep: carrier.handset(accountSid, tenant.rep.phone), browser },
    customer: carrier.handset(accountSid, customer),
    ...{ repWill: script(tenant.rep.phone), rep2Will: script(tenant.rep2.phone) },
    deskWill: desk.will,
    browserWill: script(browser.address),
    ...{ outsideWill: script(outsideNumber), customerWill: script(customer) },
    async advance(seconds: number): Promise<void> {
      await carrier.advance(accountSid, seconds);
      clock.seconds += seconds;
      clock.marks.push({ at: Date.now(), seconds: clock.seconds });
    },
    idle: () => carrier.runUntilIdle(accountSid),
    fault: (rule: Parameters<typeof carrier.fault>[1]) => carrier.fault(accountSid, rule),

    /** Forgets the last play. */
    async clear() {
      await rooms.clear();
      Object.assign(clock, { seconds: 0, marks: [{ at: 0, seconds: 0 }] });
      await desk.isQuiet();
      await carrier.resetAccount(accountSid);
      // Their virtual clock is ahead of ours: they would be finishing calls for a while.
      await admin`update public.calls set user_id = null where tenant_id = ${tenant.id}`;
      // Of a call that was broken off, which nobody ends: it would be said to ring them still.
      await admin`delete from private.ring_claims where tenant_id = ${tenant.id}`;
      await twilioReports(tenant, {});
    },
    /** What the carrier reports where Twilio may report either. */
    reports: (changes: Partial<AccountOptions>) => twilioReports(tenant, changes),

    /** The rep calls the customer; gives the call's id, also when Twilio would not have it. */
    async place(): Promise<string> {
      return begunBy(tenant.rep, { to: customer });
    },
    /** The admin calls the customer from their browser; gives the call's id. */
    async placeInBrowser(): Promise<string> {
      const callId = await begunBy(tenant.admin, { to: customer, device: "browser" });
      await browser.connect({ params: { call: callId } });
      return callId;
    },
    /** The customer calls the admin, who is rung there and on the phone; gives the call's id. */
    async dialBrowser(): Promise<string> {
      const { callSid } = await carrier.handset(accountSid, customer).dial(browserNumber);
      return inboundCallId(tenant.id, callSid);
    },
    async callRepInBrowser(): Promise<string> {
      const whom = { colleagueId: tenant.rep.userId, device: "browser" };
      const callId = await begunBy(tenant.admin, whom);
      await browser.connect({ params: { call: callId } });
      return callId;
    },
    async repCallsBrowser(): Promise<string> {
      return begunBy(tenant.rep, { colleagueId: tenant.admin.userId });
    },
    /** The customer calls the company; gives the call's id. */
    async dial(
      options: { callerId?: string; ringsNobody?: boolean; route?: RouteName } = {},
    ): Promise<string> {
      const { callerId, ringsNobody, route } = options;
      const unrouted = ringsNobody ? silentNumber : tenant.number;
      const to = route ? routedNumbers[route] : unrouted;
      const phone = carrier.handset(accountSid, customer);
      const { callSid } = await phone.dial(to, { callerId });
      return inboundCallId(tenant.id, callSid);
    },
    async takeMessage(callId: string): Promise<void> {
      const callSid = (await carrier.handset(accountSid, customer).state()).callSid ?? "";
      if (!(await takeMessage(stack.urls.carrier, tenant, { callId, callSid }))) {
        throw new Error("The caller cannot be sent to a recorder");
      }
    },
    async deleteMessage(callId: string): Promise<void> {
      const [row] = await admin<{ id: string }[]>`
        select recording_id as id from public.voicemails where call_id = ${callId}`;
      const person = { user_id: tenant.admin.userId, tenant };
      await deleteRecording(person, row?.id ?? "", new Date());
    },
    async isRecorded(): Promise<boolean> {
      const log = await carrier.log(accountSid);
      return log.some((entry) => entry.kind === "recording" && entry.status === "in-progress");
    },
    async areTalking(): Promise<boolean> {
      const { data } = await tenant.manager.db
        .from("calls")
        .select("stage")
        .eq("tenant_id", tenant.id)
        .is("ended_at", null);
      return data?.some(({ stage }) => stage === "connected") ?? false;
    },
    async hangUpInTheApp(callId: string): Promise<void> {
      // Admins may end anybody's call.
      const { status } = await ask(tenant.admin, `/api/calls/${callId}/hangup`);
      if (status !== 200) throw new Error(`hanging up: ${status}`);
    },
    colleagues: { rep2: tenant.rep2.userId, admin: tenant.admin.userId },
    async clicks(
      who: "rep" | "admin",
      callId: string,
      verb: "hold" | "resume" | "transfer" | "add" | "supervise",
      body?: object,
    ): Promise<void> {
      const response = await ask(tenant[who], `/api/calls/${callId}/${verb}`, { body });
      if (response.status !== 200) throw new Error(`${verb}: ${await response.text()}`);
    },
    /**
     * Has the sweep compare a call with Twilio as if minutes had passed, until nothing is missing.
     */
    async askTwilio(callId: string): Promise<void> {
      await admin`update public.calls set settled_at = null, created_at = created_at - interval '2 minutes' where id = ${callId}`;
      for (let tries = 0; tries < 50; tries++) {
        await admin`update public.calls set next_check_at = now() where id = ${callId} and settled_at is null`;
        await sweep();
        const [call] = await admin`select settled_at from public.calls where id = ${callId}`;
        if (call?.settled_at) return;
      }
      throw new Error("The sweep does not settle the call");
    },
  };
}

const noProcess = () => Promise.reject(new Error("No voice agent talks here"));
const noAgent = { start: noProcess, kill: noProcess, leave: noProcess, hasMessage: noProcess };

/** The id of a call that a person places, also when Twilio would not have it. */
async function begunBy(person: Member, body: object): Promise<string> {
  const answer = await (await initiate(person, body)).json();
  const callId = answer.callId ?? answer.error?.callId;
  if (typeof callId !== "string") throw new Error(JSON.stringify(answer));
  return callId;
}

async function twilioReports(tenant: TestTenant, changes: Partial<AccountOptions>): Promise<void> {
  await tenant.carrier.ensureAccount({
    sid: tenant.accountSid,
    friendlyName: tenant.name,
    clock: "virtual",
    numbers: [],
    options: { ...USUAL_OPTIONS, ...changes },
  });
}

/** The admin's browser, which is registered for good. */
async function openBrowser(tenant: TestTenant) {
  await turnOnBrowserCalls(tenant);
  await ringsInBrowser(tenant, tenant.admin, "both");
  await admin`update public.softphones set seen_at = 'infinity' where tenant_id = ${tenant.id}`;
  return browserOf(tenant, tenant.admin);
}

async function block({ id, admin, rep }: TestTenant): Promise<void> {
  const policy = await admin.db.from("tenants").update({ blocked_calls: "voicemail" }).eq("id", id);
  const blocked = await rep.db
    .from("blocked_callers")
    .insert({ tenant_id: id, number: blockedCaller });
  if (policy.error ?? blocked.error) throw new Error("Nobody can be blocked");
}

/** A route that the scenarios of local/scenarios/routed.ts play on. */
function routeNamed(name: RouteName, { rep, rep2, manager }: TestTenant, agentId: string): Route {
  const sound = { text: "For sales, press 1." };
  const ring = { kind: "ring", name: "Sales", seconds: 15, not_free: "box", no_answer: "box" };
  const box = {
    ...{ kind: "voicemail", name: "", sound: { text: "Please leave a message." }, max_seconds: 60 },
  };
  const who = (...people: { userId: string }[]) => ({
    ...ring,
    who: { kind: "people", people: people.map(({ userId }) => userId) },
  });
  return Route.parse({
    ...{ language: "en-US", voice: "Polly.Joanna-Neural", first: name.toLowerCase() },
    steps: {
      menu: {
        ...{ kind: "menu", name: "Main", sound, no_choice: "box", timeout_seconds: 5, times: 3 },
        keys: { 1: "sales", 2: "both", 3: "opening" },
      },
      opening: { kind: "hang_up", name: "", sound: { text: "We open at nine." }, serves: true },
      sales: { ...who(rep), order: "at_once" },
      agent: { kind: "agent", name: "Ana", agent_id: agentId, next: "sales" },
      away: { ...who(manager), order: "at_once" },
      inturn: { ...who(rep, rep2), order: "in_turn" },
      queue: {
        ...{ kind: "queue", name: "Sales", who: who(manager).who, priority: 0, callback_key: "5" },
        ...{ max_waiting: 100, max_wait_seconds: 3600, full: "box", waited_too_long: "box" },
      },
      skip: { ...who(manager, rep), order: "in_turn" },
      group: { kind: "greeting", name: "", sound: { text: "Welcome to us all." }, next: "both" },
      both: { ...who(rep, rep2), order: "at_once" },
      forward: {
        ...{ kind: "forward", name: "Partner", to: outsideNumber, seconds: 20, no_answer: "box" },
      },
      box: { ...box, mailbox: { kind: "shared" } },
      personal: { ...box, mailbox: { kind: "person", user_id: rep.userId } },
    },
  });
}

async function addNumber(
  tenant: TestTenant,
  number: string,
  forward_to: string | null = null,
): Promise<string> {
  const { numbers } = await tenant.carrier.ensureAccount({
    sid: tenant.accountSid,
    friendlyName: tenant.name,
    clock: "virtual",
    numbers: [
      {
        phoneNumber: number,
        voiceUrl: voiceUrl("answer"),
        statusCallback: voiceUrl("status"),
      },
    ],
  });
  const twilioSid = numbers.find(({ phoneNumber }) => phoneNumber === number)?.sid ?? null;
  const { data, error } = await tenant.admin.db
    .from("phone_numbers")
    .insert({ tenant_id: tenant.id, number, twilio_sid: twilioSid, forward_to })
    .select("id")
    .single();
  if (error) throw new Error(error.message);
  return data.id;
}
