import { defaultRoute } from "@/lib/routing/default-route";
import { plantBookings } from "@/tests/support/booking";
import { makeTenant, type TestTenant } from "@/tests/support/tenant";
import { plantReception, plantTalk, runTool } from "@/tests/support/voice-agent";
import { admin } from "@/tests/telephony/record/call-record";

const noted = {
  ...{ legs: 0, calls: 0, imported: 0, findings: 0, left: 0, not_ours: 0 },
  reaches_back_to: null,
  more: false,
};
const finding = (call: string) => ({
  ...{ kind: "duration", call_id: call, call_sid: null, direction: "outbound" },
  ...{ customer_number: "+12065550011", began_at: new Date().toISOString() },
  ...{ here: "60", at_twilio: "61", put_right: false },
});

export type Company = { tenant: TestTenant } & Record<
  | "agent"
  | "booking"
  | "contact"
  | "firm"
  | "call"
  | "imported"
  | "list"
  | "report"
  | "route"
  | "task"
  | "thread",
  string
>;

/**
 * A company with `rows` of everything that a page of the desk lists: contacts with two numbers
 * each, calls of the first contact, legs, events and recordings of the newest call, problems,
 * numbers not to be called, comparisons.
 */
export async function plantCompany(rows: number): Promise<Company> {
  const tenant = await makeTenant();
  const { id, rep, admin: boss } = tenant;
  // No carrier knows what is planted: a sweep of another test has nothing to compare.
  await admin`insert into private.call_audits (tenant_id, account_sid, since, compared_until, next_at)
    values (${id}, ${tenant.accountSid}, now(), now(), now() + interval '1 day')
    on conflict (tenant_id) do update set next_at = excluded.next_at`;
  const each = admin`generate_series(1, ${rows}::int) n`;
  await admin`insert into public.contacts (tenant_id, name, company)
    select ${id}, 'Contact ' || lpad(n::text, 3, '0'), 'Meridian' from ${each}`;
  await admin`insert into public.contact_phones (tenant_id, contact_id, phone)
    select c.tenant_id, c.id, '+1206555' || right(c.name, 3) || nth
    from public.contacts c, generate_series(1, 2) nth where c.tenant_id = ${id}`;
  const [first] = await admin`select id, (select phone from public.contact_phones p
      where p.contact_id = c.id order by phone limit 1) as phone
    from public.contacts c where tenant_id = ${id} order by name limit 1`;
  const contact = String(first?.id);
  await admin`insert into public.calls (tenant_id, direction, from_number, to_number, status, stage, outcome,
      duration_seconds, user_id, contact_id, created_at, answered_at, ended_at, settled_at)
    select ${id}, 'outbound', ${tenant.number}, ${first?.phone}, 'completed', 'ended', 'connected',
      60, ${rep.userId}, ${contact}, now() - make_interval(mins => 10 + n),
        now(), now(), now() from ${each}`;
  const [newest] = await admin`select id from public.calls where tenant_id = ${id}
    order by created_at desc limit 1`;
  const call = String(newest?.id);
  await admin`insert into public.call_legs (tenant_id, call_sid, call_id, role, user_id, first_seen_at)
    select ${id}, 'CA' || md5(${call} || n), ${call}, 'rep', ${rep.userId}, now() from ${each}`;
  await admin`insert into public.leg_quality (call_sid, tenant_id, user_id)
    select 'CA' || md5(${call} || n), ${id}, ${rep.userId} from ${each}`;
  await admin`insert into public.call_events
      (tenant_id, call_id, call_sid, event_type, event_data, dedupe_key, occurred_at, problem)
    select ${id}, ${call}, 'CA' || md5(${call} || n), 'status', '{}', 'planted ' || n, now(), 'planted' from ${each}`;
  await admin`insert into public.recordings (tenant_id, call_id, recording_sid, status, duration_seconds, deleted_at,
      deleted_by, created_at)
    select ${id}, ${call}, 'RE' || md5(${call} || n), 'deleted', 60, now(), ${boss.userId}, now() from ${each}`;
  await admin`insert into public.recordings (tenant_id, call_id, recording_sid, status, purpose,
      duration_seconds, created_at)
    select ${id}, ${call}, 'RE' || md5(${call} || ' message ' || n), 'completed', 'voicemail', 20,
      now() from ${each}`;
  await admin`insert into public.availability (tenant_id, user_id, state)
    values (${id}, ${rep.userId}, 'away'), (${id}, ${boss.userId}, 'available')`;
  await admin`insert into public.further_phones (tenant_id, user_id, place, phone, verified_at)
    values (${id}, ${rep.userId}, 2, '+12065550197', now()), (${id}, ${boss.userId}, 2,
      '+12065550196', now())`;
  await admin`insert into public.call_devices (tenant_id, user_id, rings_on, places_on)
    values (${id}, ${rep.userId}, 'both', 'browser'), (${id}, ${boss.userId}, 'phone', 'phone')`;
  await admin`insert into public.softphones (tenant_id, user_id, device_id, seen_at)
    select ${id}, ${rep.userId}, gen_random_uuid(), now() from ${each}`;
  await admin`insert into public.browser_calls
      (tenant_id, account_sid, application_sid, api_key_sid, api_key_secret_ciphertext)
    values (${id}, 'AC' || md5('a'), 'AP' || md5('a'), 'SK' || md5('a'), 'v1.planted')`;
  await admin`insert into public.livekit_accounts (tenant_id, url, api_key,
      api_secret_ciphertext, sip_username, sip_password_ciphertext, room_prefix)
    values (${id}, 'wss://rooms.test', 'APIkey', 'v1.planted', 'ringbook-0123456789',
      'v1.planted', 'call-' || md5(${id}))`;
  await admin`insert into public.rooms
      (tenant_id, call_id, name, kind, started_at, ended_at, closed_at)
    select tenant_id, id, 'room ' || id, 'call', created_at, created_at, created_at
    from public.calls where tenant_id = ${id}`;
  await admin`insert into public.room_people
      (tenant_id, call_id, call_sid, user_id, rung_at, over_at)
    select tenant_id, id, 'CA', ${rep.userId}, created_at, created_at from public.calls
    where tenant_id = ${id}`;
  await admin`insert into public.do_not_call (tenant_id, number, added_by)
    select ${id}, '+1206555' || lpad(n::text, 3, '0') || 1, ${boss.userId} from ${each}`;
  await admin`insert into public.own_hours (tenant_id, user_id, time_zone, week)
    values (${id}, ${rep.userId}, 'UTC', '{}')`;
  await admin`insert into public.blocked_callers (tenant_id, number, blocked_by)
    select ${id}, '+1206555' || lpad(n::text, 3, '0') || 2, ${boss.userId} from ${each}`;
  await admin`insert into public.audio_files
      (tenant_id, name, content_type, bytes, seconds, sha256, uploaded_by)
    select ${id}, 'Audio ' || n, 'audio/wav', 1, 1, repeat('0', 64), ${boss.userId} from ${each}`;
  await admin`insert into public.notes (tenant_id, contact_id, author_id, body)
    select ${id}, ${contact}, ${boss.userId}, 'Note ' || n from ${each}`;
  await admin`insert into public.contact_emails (tenant_id, contact_id, email)
    select ${id}, ${contact}, 'contact' || n || '@meridian.test' from ${each}`;
  await admin`insert into public.tags (tenant_id, name) select ${id}, 'Tag ' || n from ${each}`;
  await admin`insert into public.contact_tags (tenant_id, contact_id, tag_id)
    select tenant_id, ${contact}, id from public.tags where tenant_id = ${id}`;
  await admin`insert into public.contact_fields (tenant_id, name, type)
    select ${id}, 'Field ' || n, 'text' from ${each}`;
  await admin`insert into public.contact_views (tenant_id, owner_id, name, query)
    select ${id}, ${boss.userId}, 'View ' || n, '{"task": "1"}' from ${each}`;
  await admin`insert into public.tasks (tenant_id, contact_id, owner_id, created_by, title)
    select ${id}, ${contact}, ${boss.userId}, ${boss.userId}, 'Task ' || n from ${each}`;
  await admin`insert into public.call_audit_reports (tenant_id, asked_by, asked_at, from_day, to_day, counts, findings)
    select ${id}, ${boss.userId}, now(), current_date, current_date, ${admin.json(noted)},
      (select jsonb_agg(${admin.json(finding(call))}::jsonb) from ${each}) from ${each}`;
  const [list] = await admin`insert into public.call_lists (tenant_id, name, owner_id)
    select ${id}, 'List ' || n, ${boss.userId} from ${each} returning id`;
  await admin`insert into public.call_list_entries (tenant_id, list_id, contact_id, position)
    select c.tenant_id, ${list?.id}, c.id, row_number() over (order by c.name)
    from public.contacts c where c.tenant_id = ${id}`;
  const [imported] = await admin`insert into public.contact_imports
      (id, tenant_id, created_by, stage, started_at)
    select gen_random_uuid(), ${id}, ${boss.userId}, 'done', now() from ${each} returning id`;
  await admin`insert into public.import_rows (tenant_id, import_id, line, outcome, contact_id)
    select c.tenant_id, ${imported?.id}, row_number() over (order by c.name), 'created', c.id
    from public.contacts c where c.tenant_id = ${id}`;
  const [report] =
    await admin`select id from public.call_audit_reports where tenant_id = ${id} limit 1`;
  const [firm] = await admin`select id from public.companies where tenant_id = ${id} limit 1`;
  const body = admin.json(defaultRoute({ name: tenant.name, time_zone: "UTC", language: "en-US" }));
  const [route] = await admin`insert into public.routes (tenant_id, name, draft)
    select ${id}, 'Route ' || n, ${body} from ${each} returning id`;
  await admin`insert into public.groups (tenant_id, name, people)
    select ${id}, 'Group ' || n, array[${boss.userId}::uuid] from ${each}`;
  await admin`insert into public.route_versions (tenant_id, route_id, body, published_by)
    select ${id}, ${route?.id}, ${body}, ${boss.userId} from ${each}`;
  const thread = await plantThreads(tenant, rows, contact);
  const agent = await plantTalks(tenant, rows, call);
  const booking = await plantBookings(id, contact, rows);
  // Last: what is planted after it would be newer in the log.
  await admin`insert into public.audit_log (tenant_id, actor_id, action, subject)
    select ${id}, ${boss.userId}, 'invitation.revoked', gen_random_uuid() from ${each}`;
  const [task] = await admin`select id from public.tasks where tenant_id = ${id} limit 1`;
  return {
    ...{ tenant, contact, firm: String(firm?.id), call, report: String(report?.id) },
    ...{ imported: String(imported?.id), list: String(list?.id), task: String(task?.id) },
    ...{ route: String(route?.id), thread, agent, booking },
  };
}

/** Conversations with strangers, and one with a contact: of that, its id. */
async function plantThreads(
  { id, numberId, admin: boss }: TestTenant,
  rows: number,
  contact: string,
): Promise<string> {
  const each = admin`generate_series(1, ${rows}::int) n`;
  await admin`insert into public.message_threads (tenant_id, phone_number_id, customer_number,
      last_message_at, last_direction, last_text, unread_count, created_at)
    select ${id}, ${numberId}, '+1206555' || lpad(n::text, 3, '0') || 3, now(), 'inbound', 'Hi', 1,
      now() from ${each}`;
  const [thread] = await admin`insert into public.message_threads (tenant_id, phone_number_id,
      customer_number, contact_id, owner_id, last_message_at, last_direction, last_text, created_at)
    values (${id}, ${numberId}, '+12065550199', ${contact}, ${boss.userId}, now(), 'outbound', 'Hi',
      now()) returning id`;
  await admin`insert into public.messages (id, tenant_id, thread_id, first_thread_id, contact_id,
      phone_number_id, customer_number, direction, user_id, body, status, media_count, created_at)
    select gen_random_uuid(), ${id}, ${thread?.id}, ${thread?.id}, ${contact}, ${numberId},
      '+12065550199', 'outbound', ${boss.userId}, 'Text ' || n, 'delivered', 1,
      now() - make_interval(mins => n) from ${each}`;
  await admin`insert into public.message_media
      (tenant_id, message_id, content_type, state, problem, created_at)
    select tenant_id, id, 'image/png', 'failed', 'Gone', now() from public.messages
    where tenant_id = ${id}`;
  await admin`insert into public.templates (tenant_id, name, body, created_by)
    select ${id}, 'Template ' || n, 'Hi {first_name|there}', ${boss.userId} from ${each}`;
  return String(thread?.id);
}

/** Voice agents with talks in a call, of which one goes on; of the first agent, its id. */
async function plantTalks(tenant: TestTenant, rows: number, call: string): Promise<string> {
  const agent = await plantReception(tenant);
  const each = admin`generate_series(1, ${rows}::int) n`;
  await admin`insert into public.voice_agents (tenant_id, name, draft)
    select tenant_id, 'Agent ' || n, draft from public.voice_agents, ${each} where id = ${agent.id}`;
  await admin`insert into public.voice_agent_versions (tenant_id, agent_id, body, published_by)
    select tenant_id, agent_id, body, published_by from public.voice_agent_versions, ${each}
    where id = ${agent.version}`;
  const turns = Array.from({ length: rows }, (_, turn) => ({
    who: turn % 2 === 0 ? ("agent" as const) : ("caller" as const),
    said: `Turn ${turn}`,
  }));
  await plantTalk(tenant, agent, call, { turns: turns.slice(0, 6) });
  const ended = await plantTalk(tenant, agent, call, { turns, outcome: "contained" });
  await runTool(ended, "look_up", { asked: { question: "Hours?" }, result: { ok: true } });
  await admin`insert into public.voice_agent_sessions
      (tenant_id, call_id, call_sid, place, agent_id, version_id, worker_id, status, started_at)
    select tenant_id, call_id, call_sid, 'agent ' || n, agent_id, version_id, worker_id, 'talking',
      now() - make_interval(mins => n) from public.voice_agent_sessions, ${each}
    where id = ${ended}`;
  await admin`update public.voice_agent_sessions
    set status = 'ended', outcome = 'contained', ended_at = now()
    where tenant_id = ${tenant.id} and place like 'agent %'`;
  return agent.id;
}
