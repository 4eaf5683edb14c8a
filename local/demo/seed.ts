import type { Sql } from "postgres";
import { sealAuthToken } from "@/lib/twilio/credentials";
import { voiceUrl } from "@/lib/twilio/urls";
import { saveTwilioAccount } from "@/lib/twilio-account/machine";
import { carrierControl } from "@/local/carrier/control";
import { hexOf } from "@/local/demo/chance";
import { type Company, companies } from "@/local/demo/companies";
import { type DemoContact, makeContacts } from "@/local/demo/contacts";
import { tellCarrierThePast } from "@/local/demo/history";
import { lastWrittenCall, writePast } from "@/local/demo/past";
import { expectWritten, gatherPeople, need, type Session } from "@/local/demo/people";
import { followApp } from "@/local/demo/webhooks";
import { writeWork } from "@/local/demo/work";
import { connect } from "@/local/postgres/database";
import type { StackFacts } from "@/local/stack";

const handsetsShown = 6;

function accountOf(company: Company): { sid: string; authToken: string } {
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
    numbers: numbersOf(company).map(({ number, name }) => ({
      phoneNumber: number,
      friendlyName: `${company.name} ${name.toLowerCase()}`,
      voiceUrl: voiceUrl("answer"),
      statusCallback: voiceUrl("status"),
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

async function addContacts({ db }: Session, tenantId: string, contacts: DemoContact[]) {
  const rows = contacts.map(({ phones, notes, ...contact }) => ({
    ...contact,
    tenant_id: tenantId,
  }));
  expectWritten("contacts", await db.from("contacts").insert(rows));
  const phones = contacts.flatMap((contact) =>
    contact.phones.map((phone, position) => ({
      ...phone,
      position,
      tenant_id: tenantId,
      contact_id: contact.id,
    })),
  );
  expectWritten("contact phones", await db.from("contact_phones").insert(phones));
}

/**
 * Saves the credentials and the numbers as the admin would in Settings, each ringing the rep at its
 * place. Gives the ids of the numbers.
 */
async function saveTwilio(
  { db, userId }: Session,
  tenantId: string,
  company: Company,
  bought: { sid: string; phoneNumber: string }[],
  reps: [string, string],
): Promise<[main: string, support?: string]> {
  const { sid, authToken } = accountOf(company);
  const account = {
    account_sid: sid,
    auth_token_ciphertext: sealAuthToken(authToken, tenantId),
    auth_token_last_four: authToken.slice(-4),
  };
  await saveTwilioAccount(tenantId, userId, account, new Date());
  const rows = numbersOf(company).map(({ number, name }, nth) => ({
    tenant_id: tenantId,
    number,
    name,
    twilio_sid: bought.find(({ phoneNumber }) => phoneNumber === number)?.sid ?? null,
    forward_to: reps[nth],
  }));
  const ids: string[] = [];
  // One by one: the oldest is the company's own for calls.
  for (const row of rows) {
    const added = await db.from("phone_numbers").insert(row).select("id").single();
    ids.push(need("phone number", added).id);
  }
  const [main, support] = ids;
  if (!main) throw new Error(`${company.name} has no number`);
  return [main, support];
}

async function setUp(facts: StackFacts, postgres: Sql, company: Company, now: Date) {
  const contacts = makeContacts(company);
  const { sid } = accountOf(company);
  const { numbers } = facts.hasCarrier
    ? await openAccount(facts, company, contacts)
    : { numbers: [] };
  const { tenantId, admin, sessions } = await gatherPeople(facts.urls.supabase, company);
  const [first, second] = sessions
    .filter(({ person }) => person.role === "rep")
    .map(({ userId, person }) => ({ userId, phone: person.phone }));
  if (!first || !second) throw new Error(`${company.name} has no two reps`);
  await addContacts(admin, tenantId, contacts);
  const reps: [string, string] = [first.userId, second.userId];
  const [phoneNumberId, supportId] = await saveTwilio(admin, tenantId, company, numbers, reps);
  const scene = { company, tenantId, accountSid: sid, phoneNumberId, supportId, contacts };
  await writeWork(postgres, { ...scene, reps: [first, second] }, now);
  await writePast(postgres, { ...scene, reps: [first, second] }, now);
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
  await tellCarrierThePast(postgres, carrier, tenantId, accountOf(company).sid);
}

/**
 * Fills an empty stack with two companies, their people, contacts and past. Where they are already,
 * nothing is added: only the carrier is told again what it may have forgotten.
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
  } finally {
    await postgres.end();
  }
}
