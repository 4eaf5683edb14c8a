import type { Sql, TransactionSql } from "postgres";
import { guessZone } from "@/lib/core/phone-zone";
import { sealApiKey } from "@/lib/transcription/key";
import { messageUrl, voiceUrl } from "@/lib/twilio/urls";
import { carrierControl } from "@/local/carrier/control";
import { writeAgents } from "@/local/demo/agents";
import { writeBookings } from "@/local/demo/bookings";
import { turnOnBrowserCalls } from "@/local/demo/browser-calls";
import { writeCallList } from "@/local/demo/call-lists";
import { seedCasaVerde } from "@/local/demo/casa-verde";
import { hexOf, uuidOf } from "@/local/demo/chance";
import { type Company, companies } from "@/local/demo/companies";
import { type DemoContact, makeContacts } from "@/local/demo/contacts";
import { describeContacts } from "@/local/demo/describe-contacts";
import { writeGroup } from "@/local/demo/groups";
import { importPast, importTexts } from "@/local/demo/history";
import { lastWrittenCall, writePast } from "@/local/demo/past";
import { writeTexts } from "@/local/demo/texts";
import { followApp } from "@/local/demo/webhooks";
import { writeWork } from "@/local/demo/work";
import { livekitControl } from "@/local/livekit/control";
import { demoProject } from "@/local/livekit/demo-project";
import { connect } from "@/local/postgres/database";
import type { StackFacts } from "@/local/stack";
import { newNumber, plantTenants, type TenantPlan } from "@/local/tenant/plant";
import { setUpRooms } from "@/local/tenant/plant-livekit";

const handsetsShown = 6;

/** A company's account at the carrier. */
export function accountOf(company: Company): { sid: string; authToken: string } {
  return {
    sid: `AC${hexOf(`${company.domain} account`)}`,
    authToken: hexOf(`${company.domain} token`),
  };
}

function numbersOf({ number, support }: Company): { number: string; name: string }[] {
  const main = { number, name: "Main line" };
  return support ? [main, { number: support, name: "Support" }] : [main];
}

/** The company's account at the carrier, its numbers' webhooks pointing at this app. */
async function openAccount(facts: StackFacts, company: Company, contacts: DemoContact[]) {
  const account = accountOf(company);
  return carrierControl(facts.urls.carrier).ensureAccount({
    ...account,
    friendlyName: company.name,
    clock: "real",
    options: { handsetsSound: "voice" },
    numbers: numbersOf(company).map(({ number, name }) => ({
      phoneNumber: number,
      friendlyName: `${company.name} ${name.toLowerCase()}`,
      voiceUrl: voiceUrl("answer"),
      statusCallback: voiceUrl("status"),
      smsUrl: messageUrl("incoming"),
    })),
    handsets: [
      ...company.people.map(({ name, role, phone }) => ({
        phoneNumber: phone,
        label: `${name} (${role})`,
      })),
      ...contacts
        .slice(0, handsetsShown)
        .flatMap(({ name, phones }) =>
          phones.slice(0, 1).map(({ phone }) => ({ phoneNumber: phone, label: name })),
        ),
    ],
  });
}

async function addContacts(
  sql: TransactionSql,
  { id: tenantId, people }: TenantPlan,
  contacts: DemoContact[],
) {
  const reps = people.filter(({ role }) => role === "rep");
  const rows = contacts.map(({ phones, email, notes, stage, tags, ...contact }, at) => ({
    ...contact,
    tenant_id: tenantId,
    // One in four has nobody yet.
    owner_id: at % 4 === 3 ? null : (reps[at % reps.length]?.userId ?? null),
    time_zone: guessZone(phones[0]?.phone),
  }));
  await sql`insert into public.contacts ${sql(rows)} on conflict do nothing`;
  const phones = contacts.flatMap((contact) =>
    contact.phones.map((phone, position) => ({
      ...phone,
      position,
      tenant_id: tenantId,
      contact_id: contact.id,
    })),
  );
  await sql`insert into public.contact_phones ${sql(phones)} on conflict do nothing`;
  const emails = contacts.map(({ id, email }) => ({ tenant_id: tenantId, contact_id: id, email }));
  await sql`insert into public.contact_emails ${sql(emails)} on conflict do nothing`;
  await describeContacts(sql, tenantId, contacts);
}

/** The company before its first call; each number rings the rep at its place. */
function planOf(company: Company, bought: { sid: string; phoneNumber: string }[]): TenantPlan {
  const { domain, name, timeZone } = company;
  const people = company.people.map(({ mailbox, ...person }) => ({
    ...{ userId: uuidOf(`${domain} ${mailbox}`), email: `${mailbox}@${domain}` },
    ...person,
  }));
  const reps = people.filter(({ role }) => role === "rep");
  const numbers = numbersOf(company).map(({ number, name }, nth) =>
    newNumber(number, reps[nth]?.userId ?? null, {
      ...{ id: uuidOf(`${domain} ${number}`), name },
      sid: bought.find(({ phoneNumber }) => phoneNumber === number)?.sid ?? null,
    }),
  );
  const id = uuidOf(`${domain} tenant`);
  return { id, name, timeZone, people, numbers, account: accountOf(company), isUnlimited: false };
}

async function setUp(facts: StackFacts, postgres: Sql, company: Company, now: Date) {
  const contacts = makeContacts(company);
  const { numbers } = facts.hasCarrier
    ? await openAccount(facts, company, contacts)
    : { numbers: [] };
  const plan = planOf(company, numbers);
  const [existing] = await postgres`select from public.tenants where id = ${plan.id}`;
  if (!existing) {
    await plantTenants(postgres, [plan]);
    // As whoever joins gets one.
    for (const { userId } of plan.people) {
      await postgres`update public.profiles set extension = private.next_extension(tenant_id)
        where tenant_id = ${plan.id} and user_id = ${userId}`;
    }
    await postgres`select private.add_default_route(${plan.id})`;
  }
  await postgres.begin((sql) => addContacts(sql, plan, contacts));
  if (facts.hasCarrier) {
    await turnOnBrowserCalls(postgres, plan.id, accountOf(company), facts.urls.carrier);
  }
  if (company.inRooms) {
    const { ensureProject } = livekitControl(facts.urls.livekit);
    await setUpRooms(postgres, plan.id, await ensureProject(demoProject));
  }
  await postgres`insert into public.transcription_settings
      (tenant_id, base_url, model, api_key_ciphertext, api_key_last_four)
    values (${plan.id}, ${facts.urls.transcription}, 'whisper-1',
      ${sealApiKey("sk-local-demo-company", plan.id)}, 'pany')
    on conflict do nothing`;
  const [first, second] = plan.people.filter(({ role }) => role === "rep");
  const [main, support] = plan.numbers;
  if (!first || !second || !main) throw new Error(`${company.name} has no two reps or no number`);
  const ids = {
    phoneNumberId: main.id,
    supportId: support?.id,
    accountSid: accountOf(company).sid,
  };
  const scene = { company, tenantId: plan.id, contacts, ...ids };
  await writePast(postgres, { ...scene, reps: [first, second] }, now);
  await writeWork(postgres, { ...scene, reps: [first, second] }, now);
  await writeTexts(postgres, { ...scene, reps: [first, second] }, now);
  if (company.domain === "acme.test") {
    await writeCallList(postgres, { ...scene, reps: [first, second] }, now);
    await writeGroup(postgres, { ...scene, reps: [first, second] });
    await writeBookings(postgres, { ...scene, reps: [first, second] }, now);
    await writeAgents(postgres, scene, facts.urls.voice);
  }
  // As if they had been written when the calls were missed.
  await postgres`update public.notifications n set created_at = m.missed_at
    from public.missed_callers m
    where n.tenant_id = ${plan.id} and m.tenant_id = n.tenant_id and m.id = n.subject_id`;
}

/** The tenant whose Twilio account this company's is, once its past has been written. */
async function findTenant(postgres: Sql, company: Company): Promise<string | undefined> {
  const [row] = await postgres<{ tenant_id: string }[]>`
    select a.tenant_id from public.twilio_accounts a
    where a.account_sid = ${accountOf(company).sid}
      and exists (
        select from public.calls c
        where c.tenant_id = a.tenant_id and c.twilio_call_sid = ${lastWrittenCall(company)})`;
  return row?.tenant_id;
}

async function bringIn(
  facts: StackFacts,
  postgres: Sql,
  company: Company,
  log: (line: string) => void,
): Promise<void> {
  if (await findTenant(postgres, company)) {
    if (!facts.hasCarrier) return;
    const { numbers } = await openAccount(facts, company, makeContacts(company));
    for (const { sid } of numbers) {
      await followApp(facts.urls.carrier, facts.urls.app, accountOf(company), sid);
    }
  } else {
    log(`Writing demo data for ${company.name}…`);
    await setUp(facts, postgres, company, new Date());
  }
  const tenantId = await findTenant(postgres, company);
  if (!tenantId) throw new Error(`The demo data of ${company.name} is incomplete`);
  if (!facts.hasCarrier) return;
  const carrier = carrierControl(facts.urls.carrier);
  await importPast(postgres, carrier, tenantId, accountOf(company).sid);
  await importTexts(postgres, carrier, tenantId, accountOf(company).sid);
}

/**
 * Fills an empty stack with two companies, their people, contacts and past, and with a salon whose
 * calls voice agents answer. Where they are already, nothing is added: only the carrier is given
 * again what it may have forgotten.
 */
export async function seedDemo(facts: StackFacts, log: (line: string) => void): Promise<void> {
  // lib/ reads its environment from the process, as it does inside the app.
  Object.assign(process.env, facts.env);
  if (!facts.hasCarrier) {
    const standIn = facts.env.TWILIO_API_BASE_URL;
    log(
      `${standIn} stands in for Twilio: the demo's accounts, handsets and recordings are not made there.`,
    );
  }
  const postgres = connect(facts.postgresUrl, companies.length);
  try {
    await Promise.all(companies.map((company) => bringIn(facts, postgres, company, log)));
    await seedCasaVerde(facts, postgres);
  } finally {
    await postgres.end();
  }
}
