-- Everything that migrations decide, as (kind, name, part_of, definition, undo). For most kinds
-- `definition` is the statement that makes the object and `undo` the one that removes it; null
-- where a person has to write it. Run with an empty search_path, so that names are qualified. The
-- order of a table's columns and the settings of roles, which are the server's, are left out.
with
spaces as (
  select oid, nspname, nspowner, nspacl from pg_namespace
  where nspname !~ '^pg_' and nspname <> 'information_schema'
),
relations as (
  select c.*, format('%I.%I', s.nspname, c.relname) as name,
    case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
      when 'c' then 'type' else 'table' end as kind
  from pg_class c join spaces s on s.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'S', 'c', 'f')
),
columns as (
  select r.kind || ' ' || r.name as part_of, r.name as relation, r.kind, a.*,
    concat_ws(' ', format_type(a.atttypid, a.atttypmod),
      (select 'collate ' || collname from pg_collation k
        where k.oid = a.attcollation and k.collname <> 'default'),
      case when a.attnotnull then 'not null' end,
      case when a.attidentity <> '' then 'identity ' || a.attidentity::text end,
      case when a.attgenerated <> '' then 'generated' end,
      'default ' || pg_get_expr(d.adbin, d.adrelid)) as definition
  from relations r join pg_attribute a on a.attrelid = r.oid
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attnum > 0 and not a.attisdropped and r.relkind <> 'S'
),
functions as (
  select p.*, p.oid::regprocedure::text as name
  from pg_proc p join spaces s on s.oid = p.pronamespace
  where p.prokind in ('f', 'p')
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
),
types as (
  select t.*, format('%I.%I', s.nspname, t.typname) as name
  from pg_type t join spaces s on s.oid = t.typnamespace
  where t.typtype in ('e', 'd')
    or t.typtype = 'c' and exists (select from pg_class where oid = t.typrelid and relkind = 'c')
),
-- Every privilege, those that come by default included.
access as (
  select 'schema ' || quote_ident(nspname) as part_of, 'schema ' || quote_ident(nspname) as target,
    null::name as field, coalesce(nspacl, acldefault('n', nspowner)) as acl from spaces
  union all
  select kind || ' ' || name, case kind when 'sequence' then 'sequence ' else 'table ' end || name,
    null, coalesce(relacl,
      acldefault((case kind when 'sequence' then 's' else 'r' end)::"char", relowner))
  from relations where kind <> 'type'
  union all
  select part_of, 'table ' || relation, attname, attacl from columns where attacl is not null
  union all
  select 'function ' || name, 'function ' || name, null,
    coalesce(proacl, acldefault('f', proowner)) from functions
  union all
  select 'type ' || name, 'type ' || name, null, coalesce(typacl, acldefault('T', typowner))
  from types
  union all
  select 'database', 'database ' || current_user, null, coalesce(datacl, acldefault('d', datdba))
  from pg_database where datname = current_database()
),
grants as (
  select a.part_of,
    lower(e.privilege_type) || coalesce(' (' || quote_ident(a.field) || ')', '') || ' on '
      || a.target as what,
    coalesce(quote_ident(r.rolname), 'public') as grantee,
    case when e.is_grantable then ' with grant option' else '' end as option
  from access a cross join lateral aclexplode(a.acl) e left join pg_roles r on r.oid = e.grantee
  -- Of the database, which has another name than its twin, what everybody may do.
  where a.target not like 'database %' or e.grantee = 0
),
comments as (
  select replace(i.type, 'table c', 'c') as type, i.identity, d.description, case
      when i.type = 'table column' then 'table ' || regexp_replace(i.identity, '\.[^.]+$', '')
      when i.identity like '% on %' then 'table ' || split_part(i.identity, ' on ', -1)
      else i.type || ' ' || i.identity end as part_of
  from pg_description d, pg_identify_object(d.classoid, d.objoid, d.objsubid) i
  where d.objoid >= 16384 or d.classoid = 'pg_namespace'::regclass
),
indexes as (
  select i.*, c.relname, r.name as relation, format('%I.%I', s.nspname, c.relname) as name
  from pg_index i join relations r on r.oid = i.indrelid join pg_class c on c.oid = i.indexrelid
  join spaces s on s.oid = c.relnamespace
)
select 'schema' as kind, quote_ident(nspname) as name, 'schema ' || quote_ident(nspname) as part_of,
  format('create schema %I authorization %I', nspname, pg_get_userbyid(nspowner)) as definition,
  null as undo from spaces
union all
select 'extension', extname, null, format('version %s in %s', extversion,
  extnamespace::regnamespace),
  null from pg_extension
union all
select kind, name, kind || ' ' || name,
  concat_ws(', ', 'owner ' || pg_get_userbyid(relowner), 'persistence ' || relpersistence::text,
    'replica identity ' || relreplident::text, reloptions::text,
    case when relrowsecurity then 'row security' end,
    case when relforcerowsecurity then 'forced row security' end,
    case when kind like '%view' then pg_get_viewdef(oid) end), null
from relations where kind <> 'type'
union all
select 'column', relation || '.' || quote_ident(attname), part_of, definition, null
from columns where kind <> 'type'
union all
select 'sequence options', r.name, 'sequence ' || r.name,
  concat_ws(' ', s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,
    s.seqcycle), null
from pg_sequence s join relations r on r.oid = s.seqrelid
union all
select 'type', t.name, 'type ' || t.name, concat_ws(' ', 'owner ' || pg_get_userbyid(t.typowner),
  case t.typtype
    when 'e' then (select 'enum ' || string_agg(quote_literal(enumlabel), ', '
      order by enumsortorder)
      from pg_enum where enumtypid = t.oid)
    when 'c' then (select string_agg(quote_ident(attname) || ' ' || definition, ', '
      order by attnum)
      from columns where attrelid = t.typrelid)
    else concat_ws(' ', 'domain', format_type(t.typbasetype, t.typtypmod), t.typnotnull,
      t.typdefault)
  end), null
from types t
union all
select 'constraint', format('%I on %s', c.conname, coalesce(r.name, t.name)),
  coalesce(r.kind || ' ' || r.name, 'type ' || t.name),
  format('alter table %s add constraint %I %s', r.name, c.conname, pg_get_constraintdef(c.oid)),
  format('alter table %s drop constraint %I', r.name, c.conname)
from pg_constraint c left join relations r on r.oid = c.conrelid
left join types t on t.oid = c.contypid
-- A constraint trigger is a trigger.
where coalesce(r.oid, t.oid) is not null and c.contype <> 't'
union all
select 'index', i.name, 'table ' || i.relation, pg_get_indexdef(i.indexrelid)
    || case when i.indisvalid then '' else ' -- invalid' end
    || case when i.indisclustered then ' -- clustered' else '' end, 'drop index ' || i.name
from indexes i where not exists (select from pg_constraint c where c.conindid = i.indexrelid
  and c.contype in ('p', 'u', 'x'))
union all
select 'policy', format('%I on %s', p.polname, r.name), 'table ' || r.name,
  format('create policy %I on %s as %s for %s to %s', p.polname, r.name,
    case when p.polpermissive then 'permissive' else 'restrictive' end,
    case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update'
      when 'd' then 'delete' else 'all' end,
    (select string_agg(coalesce(quote_ident(u.rolname), 'public'), ', ' order by u.rolname)
      from unnest(p.polroles) as role left join pg_roles u on u.oid = role))
    || coalesce(E'\n  using (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
    || coalesce(E'\n  with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', ''),
  format('drop policy %I on %s', p.polname, r.name)
from pg_policy p join relations r on r.oid = p.polrelid
union all
select 'trigger', format('%I on %s', t.tgname, r.name), 'table ' || r.name,
  pg_get_triggerdef(t.oid) || case t.tgenabled when 'O' then '' else format(
    E';\nalter table %s %s trigger %I', r.name, case t.tgenabled when 'A' then 'enable always'
      when 'R' then 'enable replica' else 'disable' end, t.tgname) end,
  format('drop trigger %I on %s', t.tgname, r.name)
from pg_trigger t join relations r on r.oid = t.tgrelid where not t.tgisinternal
union all
select 'function', name, 'function ' || name,
  pg_get_functiondef(oid) || '-- owner ' || pg_get_userbyid(proowner),
  format('drop %s %s', case prokind when 'p' then 'procedure' else 'function' end, name)
from functions
union all
select 'grant', format('%s to %s', what, grantee), part_of,
  format('grant %s to %s%s', what, grantee, option), format('revoke %s from %s', what, grantee)
from grants
union all
select 'comment', format('on %s %s', type, identity), part_of,
  format('comment on %s %s is %L', type, identity, description),
  format('comment on %s %s is null', type, identity)
from comments
union all
select 'default privilege',
  format('%s on %s in %s by %s to %s', lower(e.privilege_type), d.defaclobjtype,
    coalesce(s.nspname, 'any schema'), pg_get_userbyid(d.defaclrole),
      coalesce(r.rolname, 'public')),
  null, case when e.is_grantable then 'with grant option' else 'granted' end, null
from pg_default_acl d left join pg_namespace s on s.oid = d.defaclnamespace
cross join lateral aclexplode(d.defaclacl) e left join pg_roles r on r.oid = e.grantee
union all
select 'publication', format('%s: %I.%I', pubname, schemaname, tablename), null,
  concat_ws(' ', attnames::text, rowfilter), null from pg_publication_tables
union all
select 'statistics', format('%s on %s', s.stxname, r.name), 'table ' || r.name,
  pg_get_statisticsobjdef(s.oid), null
from pg_statistic_ext s join relations r on r.oid = s.stxrelid
