import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll } from "vitest";
import { newPerson, planTenant, plantPeople, plantTenants } from "@/local/tenant/plant";
import { stack } from "@/tests/support/stack";

const sql = postgres(stack.adminDatabaseUrl, { max: 8, onnotice: () => {} });
afterAll(() => sql.end());

export { sql };
export const minutes = (count: number) => count * 60_000;
export const days = (count: number) => count * 86_400_000;

/** A company with five reps, whose zone is New York's. */
export async function plantReps(timeZone = "America/New_York") {
  const first = newPerson("rep");
  const plan = planTenant({ people: [first], timeZone });
  await plantTenants(sql, [plan]);
  const others = Array.from({ length: 4 }, () => newPerson("rep"));
  await plantPeople(sql, plan.id, others);
  const labels = await sql`select id, label from public.dispositions where tenant_id = ${plan.id}`;
  const outcomes = new Map<string, string>(labels.map(({ id, label }) => [label, id]));
  return { id: plan.id, reps: [first, ...others].map(({ userId }) => userId), outcomes };
}
export type Company = Awaited<ReturnType<typeof plantReps>>;

let lastNumber = 0;
/** A contact whose number nobody else has; null for none. */
export async function plantContact(company: Company, numbers?: string[]): Promise<string> {
  lastNumber += 1;
  const id = randomUUID();
  const name = `Contact ${String(lastNumber).padStart(5, "0")}`;
  await sql`insert into public.contacts (id, tenant_id, name) values (${id}, ${company.id}, ${name})`;
  for (const phone of numbers ?? [`+1206${5_550_000 + lastNumber}`]) {
    await sql`insert into public.contact_phones (tenant_id, contact_id, phone)
      values (${company.id}, ${id}, ${phone})`;
  }
  return id;
}

/** As a person who is signed in. */
export function as<T>(person: string, work: (sql: postgres.TransactionSql) => Promise<T>) {
  return sql.begin(async (transaction) => {
    const claims = JSON.stringify({ sub: person, role: "authenticated" });
    await transaction`select set_config('request.jwt.claims', ${claims}, true)`;
    await transaction`set local role authenticated`;
    return work(transaction);
  });
}

const allWeek = { hours_from: "00:00", hours_until: "24:00", days: [1, 2, 3, 4, 5, 6, 7] };
type Settings = Partial<{
  hours_from: string;
  hours_until: string;
  days: number[];
  skip_called_days: number;
  retries: Record<string, { after_minutes: number; times: number }>;
}>;

/** A list of these contacts in their order, called day and night. */
export async function plantList(
  { reps }: Company,
  ids: string[],
  settings: Settings = {},
): Promise<string> {
  const list = { id: randomUUID(), name: "Autumn", ...allWeek, ...settings };
  await as(reps[0] ?? "", async (own) => {
    await own`select public.create_call_list(${own.json(list)}, ${own.json({ ids })})`;
  });
  return list.id;
}

export type Claimed = { kind: string; id?: string };

/** What a person gets of a list at a moment. */
export const claim = (person: string, list: string, at: number) =>
  as(person, async (own): Promise<Claimed> => {
    const [row] = await own`
      select private.claim_call_list_entry(${list}, ${new Date(at)}) as claimed`;
    return row?.claimed;
  });

/** The entry that a person gets of a list at a moment. */
export const entryAt = async (person: string, list: string, at: number) => {
  const { kind, id } = await claim(person, list, at);
  if (kind !== "entry" || !id) throw new Error(`${kind}, not an entry`);
  return id;
};

export const kindAt = async (person: string, list: string, at: number) =>
  (await claim(person, list, at)).kind;

/** Places a call for an entry as its rep does; gives its id, or why not. */
export async function call(company: Company, rep: string, entryId: string, at: number) {
  const entry = await entryOf(entryId);
  const callId = randomUUID();
  const [phone] = await sql`select phone from public.contact_phones
    where contact_id = ${entry.contact_id} limit 1`;
  const request = {
    ...{ call_id: callId, entry_id: entryId, contact_id: entry.contact_id },
    ...{ to: phone?.phone ?? "", now: new Date(at).toISOString() },
  };
  const refusal = await sql.begin(async (transaction) => {
    const [row] = await transaction`select private.bind_entry(${company.id}, ${rep},
      ${transaction.json(request)}) as refusal`;
    if (row?.refusal) return row.refusal;
    await plantCall(
      company,
      {
        ...{ id: callId, user_id: rep, contact_id: entry.contact_id, to_number: request.to },
        ...{ created_at: request.now, stage: "connected", status: "in-progress" },
        ...{ outcome: null, ended_at: null },
      },
      transaction,
    );
    return null;
  });
  if (refusal) return { refused: refusal.refused };
  return { callId };
}

type CallValues = Partial<
  Record<"id" | "user_id" | "contact_id" | "to_number" | "stage" | "status" | "direction", string>
> & { created_at: string; ended_at?: string | null; outcome?: string | null };

/** A call as the record keeps it; over, and talked, unless `values` say otherwise. */
export async function plantCall(
  company: Company,
  values: CallValues,
  connection: postgres.ISql = sql,
) {
  const row = {
    ...{ id: randomUUID(), tenant_id: company.id, direction: "outbound", stage: "ended" },
    ...{ from_number: "+12065550100", to_number: "+12065550177", status: "completed" },
    ...{ outcome: "connected", settled_at: new Date(), ended_at: values.created_at },
    ...values,
  };
  await connection`insert into public.calls ${sql(row)}`;
}

export async function endCall(callId: string, outcome: string, at: number) {
  await sql`update public.calls set ended_at = ${new Date(at)}, stage = 'ended',
    status = 'completed', outcome = ${outcome} where id = ${callId}`;
}

/** A person says what came of a call. */
export const say = (company: Company, rep: string, callId: string, label: string) =>
  as(rep, async (own) => {
    await own`insert into public.call_wrapups (tenant_id, call_id, disposition_id)
      values (${company.id}, ${callId}, ${company.outcomes.get(label) ?? ""})`;
  });

export const skip = (rep: string, entry: string, why = "not_a_fit") =>
  as(rep, async (own) => {
    const [row] = await own`select public.skip_call_list_entry(${entry}, ${why}) as skipped`;
    return row?.skipped;
  });

export async function entryOf(id: string) {
  const [entry] = await sql`select * from public.call_list_entries where id = ${id}`;
  if (!entry) throw new Error("no such entry");
  return entry;
}

export const entriesOf = (list: string) =>
  sql`select * from public.call_list_entries where list_id = ${list} order by position`;

/** Where each entry of a list stands, and why. */
export const reasons = async (list: string) =>
  (await entriesOf(list)).map(({ state, reason }) => `${state}: ${reason}`);

export async function listOf(id: string) {
  const [list] = await sql`select * from public.call_lists where id = ${id}`;
  return list;
}
