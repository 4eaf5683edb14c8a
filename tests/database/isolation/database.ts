import type { Sql, TransactionSql } from "postgres";
import { connect } from "@/local/postgres/database";
import { startScratchDatabase } from "@/local/postgres/scratch";
import { planting } from "@/tests/database/isolation/rows";
import type { Viewer } from "@/tests/database/isolation/viewers";

export type Asking = Sql | TransactionSql;
/** A print of each tenant's rows, by table and tenant. */
export type Prints = Record<string, Record<string, string> | null>;

// Runs a statement as someone and undoes it. Policies and grants refuse with 42501; what only a
// constraint stops was let in.
const attempt = `
  create schema isolation;
  create table isolation.tenants as select name, id::text from public.tenants;
  create function isolation.prints(written text[] default null) returns jsonb language plpgsql as $$
  declare
    name text;
    part jsonb;
    whole jsonb := '{}';
  begin
    for name in select relname from pg_class where relnamespace = 'public'::regnamespace
      and relkind in ('r', 'p') and (written is null or relname = any (written)) loop
      execute format('select jsonb_object_agg(tenant, print) from (
          select n.name as tenant, md5(string_agg(t::text, %L order by t::text)) as print
          from public.%I t join isolation.tenants n on n.id = to_jsonb(t) ->> %L group by 1) p',
        ',', name, case name when 'tenants' then 'id' else 'tenant_id' end) into part;
      whole := whole || jsonb_build_object(name, part);
    end loop;
    return whole;
  end
  $$;
  create table isolation.counted as select oid, relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p');
  -- What pg_stat_xact_user_tables says, planned once: the view costs more than most attempts.
  create function isolation.writes() returns bigint[] language plpgsql as $$
  begin
    return (select array_agg(pg_stat_get_xact_tuples_inserted(oid)
        + pg_stat_get_xact_tuples_updated(oid) + pg_stat_get_xact_tuples_deleted(oid) order by name)
      from isolation.counted);
  end
  $$;
  create function isolation.attempt(as_role text, person text, topic text,
    before jsonb, statement text, reads boolean)
  returns text language plpgsql as $$
  declare
    n bigint;
    answer text;
    writes bigint[] := case when before is not null then isolation.writes() end;
    now bigint[];
    written text[];
    changed text;
  begin
    perform set_config('request.jwt.claims',
      case when person is null then '' else json_build_object('sub', person, 'role', as_role)::text end, true);
    perform set_config('realtime.topic', coalesce(topic, ''), true);
    perform set_config('role', as_role, true);
    if reads then
      execute statement into answer;
    else
      execute statement;
      get diagnostics n = row_count;
      -- Just as one that met its own twin.
      answer := case when statement like 'insert %' then 'let in' else n || ' rows' end;
    end if;
    perform set_config('role', 'none', true);
    if before is not null then now := isolation.writes(); end if;
    if now is distinct from writes then
      select array_agg(c.name) into written
      from (select name, row_number() over (order by name) as n from isolation.counted) c
      where now[c.n] is distinct from writes[c.n];
      select string_agg(distinct ' CHANGED ' || name, '') into changed
      from isolation.tenants, jsonb_each(isolation.prints(written)) print
      where print.value ->> name is distinct from before -> print.key ->> name;
      answer := concat(answer, changed);
    end if;
    raise exception using errcode = 'RB000', message = coalesce(answer, '');
  exception
    when sqlstate 'RB000' then return sqlerrm;
    when insufficient_privilege then
      -- A policy that asks a function its asker may not call was not meant for them.
      return case when sqlerrm like 'permission denied for function%' then sqlerrm else 'refused' end;
    when integrity_constraint_violation then return 'let in';
    when others then return sqlstate || ' ' || sqlerrm;
  end
  $$;
  create function isolation.plant(faults text[], question text) returns boolean[]
  language plpgsql as $$
  declare
    fault text;
    answer text;
    usual text;
    seen boolean[] := '{}';
  begin
    -- Planned once: to ask anew is most of the work.
    execute format('create or replace function isolation.answer() returns text language plpgsql as
      %L', 'begin return (' || question || '); end');
    usual := isolation.answer();
    foreach fault in array faults loop
      begin
        execute fault;
        answer := isolation.answer();
        raise exception using errcode = 'RB000', message = answer is distinct from usual;
      exception when sqlstate 'RB000' then seen := seen || sqlerrm::boolean;
      end;
    end loop;
    return seen;
  end
  $$;
  create function isolation.differs(viewers jsonb, statements jsonb) returns boolean
  language plpgsql as $$
  declare
    s jsonb;
    v record;
    answer text;
  begin
    for s in select jsonb_array_elements(statements) loop
      for v in select viewer, s -> 'expected' ->> (n::integer - 1) as expected
        from jsonb_array_elements(viewers) with ordinality as a (viewer, n)
      loop
        continue when v.expected = 'anything';
        answer := isolation.attempt(v.viewer ->> 'dataRole', v.viewer ->> 'person', s ->> 'topic',
          null, s ->> 'sql', (s ->> 'reads')::boolean);
        if answer is distinct from v.expected then return true; end if;
      end loop;
    end loop;
    return false;
  end
  $$;
  create function isolation.walk(viewers jsonb, statements jsonb, known jsonb)
  returns jsonb language sql as $$
    with found as materialized (
      select case when statements @> '[{"watched": true}]'
        then coalesce(known, isolation.prints()) end as prints
    )
    select jsonb_agg(isolation.attempt(v ->> 'dataRole', v ->> 'person', s ->> 'topic', prints,
      s ->> 'sql', (s ->> 'reads')::boolean) order by vn, sn)
    from found, jsonb_array_elements(viewers) with ordinality as a (v, vn),
      jsonb_array_elements(statements) with ordinality as b (s, sn)
  $$`;

/**
 * What is tried, on which topic. `reads` gives its one value, else the answer is how many rows it
 * touched, of an insert that it was let in; CHANGED and its name follow for each tenant that is no
 * longer as it was, where that is `watched`.
 */
export type Statement = {
  name: string;
  sql: string;
  reads: boolean;
  topic?: string;
  watched?: true;
};

/** A database of its own with two tenants that have a row in every table. */
export async function plantDatabase(): Promise<{ sql: Sql; stop(): Promise<void> }> {
  const database = await startScratchDatabase();
  const sql = connect(database.urls.admin);
  const stop = async () => {
    await sql.end();
    await database.stop();
  };
  try {
    for (const statement of planting) await sql.unsafe(statement);
    await sql.unsafe(attempt);
    return { sql, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What every tenant has in every table, as it is known by (`walk`). */
export async function takePrints(sql: Asking): Promise<Prints> {
  const [row] = await sql<{ prints: Prints }[]>`select isolation.prints() as prints`;
  return row?.prints ?? {};
}

/**
 * What each viewer is answered to each statement, viewer by viewer; nothing of it stays. `known` is
 * what tenants have, if it is known: taking all prints costs more than most walks.
 */
export async function walk(
  sql: Asking,
  viewers: Pick<Viewer, "person" | "dataRole">[],
  statements: Statement[],
  known?: Prints,
): Promise<string[][]> {
  const prints = known ? sql.json(known) : null;
  const [row] = await sql<{ answers: string[] | null }[]>`
    select isolation.walk(${sql.json(viewers)}, ${sql.json(statements)}, ${prints}) as answers`;
  const answers = row?.answers ?? [];
  return viewers.map((_, index) =>
    answers.slice(index * statements.length, (index + 1) * statements.length),
  );
}

/** Whether any answer is not what is expected of its viewer. Asks nothing after the first such. */
export async function differs(
  sql: Asking,
  viewers: Pick<Viewer, "person" | "dataRole">[],
  statements: (Statement & { expected: string[] })[],
): Promise<boolean> {
  const [row] = await sql<{ differs: boolean }[]>`
    select isolation.differs(${sql.json(viewers)}, ${sql.json(statements)}) as differs`;
  return row?.differs ?? true;
}

/**
 * Plants faults one by one, each undone before the next: whether a question, SQL that gives one
 * text, is then answered otherwise than without it.
 */
export async function plant(sql: Asking, faults: string[], question: string): Promise<boolean[]> {
  const [row] = await sql<{ seen: boolean[] }[]>`
    select isolation.plant(${faults}, ${question}) as seen`;
  return row?.seen ?? [];
}

/** Does something in a transaction of its own, or inside of one, and undoes it. */
export async function undone<T>(sql: Asking, act: (sql: TransactionSql) => Promise<T>): Promise<T> {
  const done: { value: T }[] = [];
  const marker = new Error("only to look");
  const look = async (transaction: TransactionSql): Promise<void> => {
    done.push({ value: await act(transaction) });
    throw marker;
  };
  await ("savepoint" in sql ? sql.savepoint(look) : sql.begin(look)).catch((error: unknown) => {
    if (error !== marker) throw error;
  });
  const [first] = done;
  if (!first) throw marker;
  return first.value;
}
