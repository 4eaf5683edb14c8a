import postgres from "postgres";
import { admin } from "@/tests/telephony/record/call-record";

/**
 * Sees every write of the watched tenants' calls and legs as it happens, in the database itself: a
 * status that moves back, a final one that becomes another. It changes nothing of the record,
 * except that it keeps other tests' sweeps away.
 */
export async function startWatch(tenantIds: string[]): Promise<void> {
  await changeTables(`
    create schema if not exists histories_watch;
    create table if not exists histories_watch.tenants (id uuid primary key);
    create table if not exists histories_watch.begun (call_id uuid primary key, row jsonb not null);
    create table if not exists histories_watch.steps
      (call_id uuid not null, what text not null, step text not null);
    create index if not exists steps_by_call on histories_watch.steps (call_id);
    grant usage on schema histories_watch to postgres;
    grant select, insert on all tables in schema histories_watch to postgres;

    create or replace function histories_watch.begin_call() returns trigger language plpgsql as $$
    begin
      if exists (select from histories_watch.tenants where id = new.tenant_id)
        then new.settled_at := now(); end if;
      return new;
    end $$;
    create or replace function histories_watch.keep_begun() returns trigger language plpgsql as $$
    begin
      if exists (select from histories_watch.tenants where id = new.tenant_id) then
        insert into histories_watch.begun values (new.id, to_jsonb(new)) on conflict do nothing;
      end if;
      return null;
    end $$;
    create or replace function histories_watch.see_call() returns trigger language plpgsql as $$
    begin
      if exists (select from histories_watch.tenants where id = new.tenant_id) then
        insert into histories_watch.steps values (new.id, 'call', old.status || ' to ' || new.status);
      end if;
      return null;
    end $$;
    create or replace function histories_watch.see_leg() returns trigger language plpgsql as $$
    begin
      if exists (select from histories_watch.tenants where id = new.tenant_id) then
        insert into histories_watch.steps values (new.call_id, new.role || ' leg', old.status || ' to ' || new.status);
      end if;
      return null;
    end $$;
    revoke all on all functions in schema histories_watch from public;
    create or replace trigger histories_begin before insert on public.calls
      for each row execute function histories_watch.begin_call();
    create or replace trigger histories_begun after insert on public.calls
      for each row when (new.direction <> 'inbound') execute function histories_watch.keep_begun();
    create or replace trigger histories_call after update on public.calls
      for each row when (least(new.status, 'completed') < least(old.status, 'completed'))
      execute function histories_watch.see_call();
    create or replace trigger histories_leg after update on public.call_legs
      for each row when (least(new.status, 'completed') < least(old.status, 'completed')
        or (old.status >= 'completed' and new.status <> old.status))
      execute function histories_watch.see_leg();
  `);
  await admin`insert into histories_watch.tenants ${admin(tenantIds.map((id) => ({ id })))}`;
}

/** Takes the watch away again; nothing of it stays in the database. */
export async function endWatch(): Promise<void> {
  await changeTables("drop schema if exists histories_watch cascade");
}

/**
 * An event locks calls and legs in one order or the other, so that whoever changes both tables may
 * wait for one that waits for them: they give way, and try again.
 */
async function changeTables(statements: string): Promise<void> {
  for (;;) {
    try {
      await admin.begin(async (sql) => {
        await sql`set local deadlock_timeout = '10ms'`;
        await sql.unsafe(statements);
      });
      return;
    } catch (error) {
      if (!(error instanceof postgres.PostgresError && error.code === "40P01")) throw error;
    }
  }
}

/** The forbidden steps that these calls took. */
export async function stepsBack(
  callIds: string[],
): Promise<{ call_id: string; what: string; step: string }[]> {
  return admin<{ call_id: string; what: string; step: string }[]>`
    select call_id, what, step from histories_watch.steps where call_id in ${admin(callIds)}`;
}

/** An outbound call as it was when the app had just begun it. */
export async function begunRow(callId: string): Promise<Record<string, unknown> | undefined> {
  const [found] = await admin<{ row: Record<string, unknown> }[]>`
    select row from histories_watch.begun where call_id = ${callId}`;
  return found?.row;
}
