import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type { Member } from "@/lib/auth/member";
import { admin } from "@/tests/telephony/record/call-record";

/** A merge as the page does it: with the versions that are there now. */
export async function mergeNow(
  { db }: Pick<Member, "db">,
  [keep, gone]: [string, string],
  taken: string[] = [],
) {
  const versions = await admin<{ id: string; version: number }[]>`
    select id, version from public.contacts where id in (${keep}, ${gone})`;
  const versionOf = (id: string) => versions.find((row) => row.id === id)?.version ?? 0;
  const { data, error } = await db.rpc("merge_contacts", {
    ...{ keep, keep_version: versionOf(keep) },
    ...{ gone, gone_version: versionOf(gone), taken },
  });
  if (error) throw error;
  return data;
}

const numbers = ["+12065550171", "+12065550172", "+12065550173"];
const actions = ["none", "pinned", "plain"] as const;

/** A contact with something of everything that a contact may have. */
export const plan = fc.record({
  name: fc.constantFrom("Ann", "Ben"),
  company: fc.constantFrom("", "Doe Ltd", "Roe Inc"),
  title: fc.constantFrom("", "CFO"),
  zone: fc.constantFrom(null, "America/Denver"),
  owned: fc.boolean(),
  custom: fc.subarray([0, 1]),
  phones: fc.shuffledSubarray(numbers),
  extension: fc.constantFrom("", "7"),
  emails: fc.shuffledSubarray(["a@x.test", "b@x.test"]),
  tags: fc.subarray([0, 1, 2]),
  note: fc.constantFrom(...actions),
  calls: fc.nat({ max: 2 }),
  entries: fc.array(fc.constantFrom("waiting", "done", "skipped", "claimed"), { maxLength: 2 }),
  changes: fc.nat({ max: 2 }),
});
export type Plan = typeof plan extends fc.Arbitrary<infer P> ? P : never;

/** What the contacts of a plan share: fields, tags and call lists of their tenant. */
export type Around = {
  tenant: string;
  rep: string;
  fields: string[];
  tags: string[];
  lists: string[];
};

export async function plantAround(tenant: string, rep: string): Promise<Around> {
  const ids = async (rows: Promise<{ id: string }[]>) => (await rows).map(({ id }) => id);
  return {
    ...{ tenant, rep },
    fields: await ids(admin`insert into public.contact_fields (tenant_id, name, type)
      select ${tenant}, 'Field ' || n, 'text' from generate_series(1, 2) n returning id`),
    tags: await ids(admin`insert into public.tags (tenant_id, name)
      select ${tenant}, 'Tag ' || n from generate_series(1, 3) n returning id`),
    lists: await ids(admin`insert into public.call_lists (tenant_id, name, owner_id)
      select ${tenant}, 'List ' || n, ${rep} from generate_series(1, 2) n returning id`),
  };
}

/** Writes a contact; gives its id. */
export async function plantPlanned(plan: Plan, around: Around, place: number): Promise<string> {
  const { tenant, rep, fields, tags, lists } = around;
  const id = randomUUID();
  const custom = Object.fromEntries(plan.custom.map((at) => [fields[at], `value ${place}`]));
  await admin`insert into public.contacts (id, tenant_id, name, company, title, owner_id,
      time_zone, zone_guessed, custom)
    values (${id}, ${tenant}, ${plan.name}, ${plan.company}, ${plan.title},
      ${plan.owned ? rep : null}, ${plan.zone}, ${plan.zone === null}, ${admin.json(custom)})`;
  for (const [position, phone] of plan.phones.entries()) {
    await admin`insert into public.contact_phones (tenant_id, contact_id, phone, extension, position)
      values (${tenant}, ${id}, ${phone}, ${plan.extension}, ${position})`;
  }
  for (const [position, email] of plan.emails.entries()) {
    await admin`insert into public.contact_emails (tenant_id, contact_id, email, position)
      values (${tenant}, ${id}, ${email}, ${position})`;
  }
  for (const at of plan.tags) {
    await admin`insert into public.contact_tags (tenant_id, contact_id, tag_id)
      values (${tenant}, ${id}, ${tags[at] ?? ""})`;
  }
  if (plan.note !== "none") {
    await admin`insert into public.notes (tenant_id, contact_id, author_id, body, pinned_at)
      values (${tenant}, ${id}, ${rep}, 'Note', ${plan.note === "pinned" ? new Date() : null})`;
    await admin`insert into public.tasks (tenant_id, contact_id, owner_id, created_by, title)
      values (${tenant}, ${id}, ${rep}, ${rep}, 'Task')`;
    await admin`insert into public.logged_calls
        (tenant_id, contact_id, user_id, direction, happened_at)
      values (${tenant}, ${id}, ${rep}, 'inbound', now())`;
  }
  for (let call = 0; call < plan.calls; call += 1) {
    await admin`insert into public.calls (tenant_id, direction, from_number, to_number, status,
        stage, outcome, user_id, contact_id, created_at, ended_at, settled_at)
      values (${tenant}, 'outbound', '+12065550100', '+12065550179', 'completed', 'ended',
        'connected', ${rep}, ${id}, now(), now(), now())`;
  }
  for (const [at, state] of plan.entries.entries()) {
    const isClaimed = state === "claimed";
    await admin`insert into public.call_list_entries
        (tenant_id, list_id, contact_id, position, state, reason, claimed_by, claimed_until)
      values (${tenant}, ${lists[at] ?? ""}, ${id}, ${place}, ${state},
        ${state === "skipped" ? "other" : null},
        ${isClaimed ? randomUUID() : null}, ${isClaimed ? "2999-01-01" : null})`;
  }
  // Both contacts were changed by one person at one moment.
  for (let nth = 0; nth < plan.changes; nth += 1) {
    await admin`insert into public.contact_changes (tenant_id, contact_id, actor_id, changes, created_at)
      values (${tenant}, ${id}, ${rep}, '{"title": {}}',
        timestamptz '2026-01-01' + make_interval(secs => ${nth}))`;
  }
  return id;
}

/** Every row of a tenant's that is about its contacts, but for what counts or dates its changes. */
export async function aboutContacts(tenant: string) {
  const referring = await admin<{ name: string }[]>`
    select distinct conrelid::regclass::text as name from pg_constraint
    where confrelid = 'public.contacts'::regclass and contype = 'f'`;
  const names = ["contacts", "do_not_call", ...referring.map(({ name }) => name)].toSorted();
  const found: [string, unknown[]][] = [];
  for (const name of names) {
    const rows = await admin<{ row: unknown }[]>`
      select to_jsonb(t) - array['version', 'updated_at', 'edited_by', 'search'] as row
      from ${admin(`public.${name}`)} t
      where tenant_id = ${tenant} and not coalesce(
        to_jsonb(t) -> 'changes' ?| array['merged', 'unmerged'], false)
      order by to_jsonb(t) ->> 'id', to_jsonb(t)::text`;
    found.push([name, rows.map(({ row }) => row)]);
  }
  return Object.fromEntries(found);
}
