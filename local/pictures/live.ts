import { setTimeout as pause } from "node:timers/promises";
import type { Browser, Page } from "playwright";
import type { Sql } from "postgres";
import { identityOf } from "@/lib/softphone/identity";
import { carrierControl } from "@/local/carrier/control";
import { companies } from "@/local/demo/companies";
import { accountOf } from "@/local/demo/seed";
import { openAs, takeLooks } from "@/local/pictures/take";

/** A microphone that is allowed at once; calls reach 127.0.0.1 without any network. */
export const talkingBrowser = [
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  "--allow-loopback-in-peer-connection",
];

const [acme] = companies;
const account = accountOf(acme);
const emailOf = (mailbox: string) => `${mailbox}@${acme.domain}`;
const onPage = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name, exact: typeof name === "string" });
const barOf = (page: Page) => page.getByRole("region", { name: "Current call" });

type Take = (page: Page, title: string, options?: Options) => Promise<void>;
type Options = Parameters<typeof takeLooks>[3];
type Places = { app: string; carrier: string };

/**
 * Calls as they go on, between the demo's people in browsers and handsets of its customers, at the
 * pace of people: "live-incoming", "live-talking" and so on. Gives the number of pictures.
 */
export async function takeLive(
  browser: Browser,
  sql: Sql,
  urls: Places,
  folder: string,
): Promise<number> {
  const { repId, callers } = await prepare(sql);
  const carrier = carrierControl(urls.carrier);
  const [caller, second, third] = callers.map((phone) => ({
    phone,
    ...carrier.handset(account.sid, phone),
  }));
  if (!caller || !second || !third) throw new Error("The demo has no three customers with phones");
  await carrier.scriptHandset(account.sid, third.phone, { behaviour: "answers", afterSeconds: 2 });

  const open = (mailbox: string) => openAs(browser, urls.app, emailOf(mailbox));
  const [rep, colleague, manager] = [await open("rep"), await open("rep2"), await open("manager")];
  let taken = 0;
  const take: Take = async (page, title, options) => {
    taken += await takeLooks(page, folder, `live-${title}`, options);
  };
  try {
    await rep.goto("/settings/profile");
    // An earlier call that waits for its outcome would cover them.
    await onPage(rep, "Done").click();
    await take(rep, "devices", { seen: rep.locator("#microphone") });
    await rep.goto("/contacts");
    await manager.goto("/calls");
    for (const page of [rep, colleague, manager]) await goOnline(page);

    // It rings for 20 seconds.
    for (const on of ["desktop", "phone"] as const) {
      await caller.hangup().catch(() => undefined);
      await onPage(rep, "Answer").waitFor({ state: "hidden" });
      await caller.dial(acme.number);
      await onPage(rep, "Answer").waitFor();
      await take(rep, "incoming", { on });
    }
    await onPage(rep, "Answer").click();
    await talks(rep);
    await second.dial(acme.number);
    await ringToo(sql, urls.carrier, { repId, caller: second.phone });
    const waiting = rep.getByRole("region", { name: "Waiting call" });
    await waiting.getByText(/ · /).waitFor();
    await take(rep, "waiting");
    await waiting.getByRole("button", { name: "Decline" }).click();
    await second.hangup();
    await barOf(rep).getByRole("link").first().click();
    await rep.waitForURL("**/contacts/*");
    await take(rep, "talking");
    await inPanel(rep, "Sound", "sound", take);
    await inPanel(rep, "Keypad", "keypad", take);
    await inPanel(rep, "Transfer", "transfer", take);

    await add(rep, "Tom", /^Add Tom/);
    await onPage(colleague, "Answer").click();
    await onPage(rep, /^Mute Tom/).waitFor();
    await add(rep, third.phone, /^Add \+?\d/);
    await barOf(rep)
      .getByRole("button", { name: /^Mute ./ })
      .nth(2)
      .waitFor();
    await take(rep, "conference");

    await onPage(manager, "Listen to this call").first().click();
    await onPage(manager, "Answer").click();
    await barOf(manager)
      .getByText(/^You're listening to/)
      .waitFor();
    await take(manager, "supervision");
    await barOf(rep)
      .getByText(/is listening/)
      .waitFor();
    await take(rep, "listened-to");
    for (const each of [caller, third]) await each.hangup();
    return taken;
  } finally {
    for (const page of [rep, colleague, manager]) await page.context().close();
  }
}

/** These people are rung in their browsers; the customers of the first of them. */
async function prepare(sql: Sql): Promise<{ repId: string; callers: string[] }> {
  const mailboxes = ["rep", "rep2", "manager"].map(emailOf);
  await sql`
    insert into public.call_devices (tenant_id, user_id, rings_on, places_on)
    select p.tenant_id, p.user_id, 'browser', 'browser' from public.profiles p
    join auth.users u on u.id = p.user_id where u.email in ${sql(mailboxes)}
    on conflict (tenant_id, user_id) do update set rings_on = 'browser', places_on = 'browser'`;
  const [rep] = await sql<{ id: string; tenant: string }[]>`
    select p.user_id as id, p.tenant_id as tenant from public.profiles p
    join auth.users u on u.id = p.user_id where u.email = ${emailOf("rep")}`;
  if (!rep) throw new Error("The demo has no rep");
  const callers = await sql<{ phone: string }[]>`
    select min(p.phone) as phone from public.contacts c
    join public.contact_phones p on p.tenant_id = c.tenant_id and p.contact_id = c.id
    where c.tenant_id = ${rep.tenant} and c.owner_id = ${rep.id}
    group by c.id order by (select count(*) from public.calls k where k.tenant_id = ${rep.tenant}
      and k.contact_id = c.id) desc, c.id limit 3`;
  return { repId: rep.id, callers: callers.map(({ phone }) => phone) };
}

/**
 * Rings somebody who talks with a caller who waits. The app rings nobody twice; where two calls
 * come at a moment, Twilio does.
 */
async function ringToo(
  sql: Sql,
  carrierUrl: string,
  { repId, caller }: { repId: string; caller: string },
): Promise<void> {
  const find = () => sql<{ id: string }[]>`
    select id from public.calls where customer_number = ${caller} and ended_at is null`;
  let [call] = await find();
  for (let tries = 0; !call && tries < 50; tries += 1) {
    await pause(200);
    [call] = await find();
  }
  if (!call) throw new Error(`No call of ${caller} has come`);
  const { sid, authToken } = account;
  const response = await fetch(`${carrierUrl}/2010-04-01/Accounts/${sid}/Calls.json`, {
    method: "POST",
    headers: { Authorization: `Basic ${btoa(`${sid}:${authToken}`)}` },
    body: new URLSearchParams({
      To: `client:${identityOf(repId)}?call=${call.id}`,
      From: acme.number,
      Twiml: "<Response><Pause length='60'/></Response>",
    }),
  });
  if (!response.ok) throw new Error(`The carrier rang nobody: ${response.status}`);
}

async function goOnline(page: Page): Promise<void> {
  await onPage(page, "Turn on browser phone").click();
  await onPage(page, /^Browser phone on/).waitFor();
}

const talks = (page: Page) =>
  barOf(page)
    .getByText(/^Talking with/)
    .waitFor();

async function inPanel(page: Page, name: string, title: string, take: Take): Promise<void> {
  await barOf(page).getByRole("button", { name, exact: true }).click();
  await take(page, title);
  await page.keyboard.press("Escape");
}

async function add(page: Page, typed: string, choice: RegExp): Promise<void> {
  await barOf(page).getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("textbox", { name: "Add to the call" }).fill(typed);
  await onPage(page, choice).first().click();
}
