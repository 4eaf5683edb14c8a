import { randomUUID } from "node:crypto";
import { talk } from "@/tests/database/rls/talk";
import { given } from "@/tests/database/rls/visitor";
import { audioRow } from "@/tests/support/audio";
import { plantBookings } from "@/tests/support/booking";
import type { TestTenant } from "@/tests/support/tenant";
import { plantThread } from "@/tests/support/thread";
import { admin, newSid } from "@/tests/telephony/record/call-record";

/** Gives a tenant a row in every table; gives its contact's id. */
export async function furnish(tenant: TestTenant): Promise<string> {
  const callId = await talk(tenant, tenant.rep);
  const added = { tenant_id: tenant.id, name: `Secret of ${tenant.name}` };
  const { id } = await given(tenant.rep.db.from("contacts").insert(added).select("id").single());
  const phone = { tenant_id: tenant.id, contact_id: id, phone: "+12065550177" };
  await given(tenant.rep.db.from("contact_phones").insert(phone).select());
  const about = { tenant_id: tenant.id, contact_id: id };
  await given(
    tenant.rep.db
      .from("notes")
      .insert({ ...about, body: "Note" })
      .select("id"),
  );
  await given(
    tenant.rep.db
      .from("tasks")
      .insert({ ...about, title: "Task" })
      .select("id"),
  );
  const wrapup = { tenant_id: tenant.id, call_id: callId };
  await given(tenant.rep.db.from("call_wrapups").insert(wrapup).select("call_id"));
  const logged = { ...about, direction: "outbound", happened_at: new Date().toISOString() };
  await given(tenant.rep.db.from("logged_calls").insert(logged).select("id"));
  await admin`insert into public.missed_callers
      (tenant_id, caller, call_id, kind, calls, first_missed_at, missed_at)
    values (${tenant.id}, '+12065550198', ${callId}, 'missed', 1, now(), now())`;
  const kept = { tenant_id: tenant.id, phone_number_id: tenant.numberId, webhooks: {} };
  await given(tenant.admin.db.from("kept_webhooks").insert(kept).select());
  const callerId = { tenant_id: tenant.id, number: "+13105550123" };
  await given(tenant.admin.db.from("caller_ids").insert(callerId).select("id"));
  const order = { wanted: "+12065550101", as_state: "buying" };
  await given(tenant.admin.db.rpc("order_number", order));
  const further = { place: 2, phone: "+12065550197", name: "Desk phone" };
  const theirs = { tenant_id: tenant.id, user_id: tenant.rep.userId };
  await given(
    tenant.rep.db
      .from("further_phones")
      .insert({ ...theirs, ...further })
      .select("place"),
  );
  await admin`insert into public.phone_verifications (id, tenant_id, user_id, phone, code_hash,
      created_at, expires_at, next_check_at, settled_at)
    values (gen_random_uuid(), ${tenant.id}, ${tenant.rep.userId}, ${tenant.rep.phone}, 'hash',
      now(), now(), now(), now())`;
  await admin`insert into public.call_audit_reports (id, tenant_id, asked_by, asked_at, from_day,
      to_day, counts, findings)
    values (gen_random_uuid(), ${tenant.id}, ${tenant.admin.userId}, now(), '2026-11-20',
      '2026-11-20', '{}', '[]')`;
  const listed = { tenant_id: tenant.id, number: "+12065550178" };
  await given(tenant.manager.db.from("do_not_call").insert(listed).select());
  const hours = { tenant_id: tenant.id, user_id: tenant.rep.userId, time_zone: "UTC", week: {} };
  await given(tenant.rep.db.from("own_hours").insert(hours).select("user_id"));
  const blocked = { tenant_id: tenant.id, number: "+12065550179" };
  await given(tenant.rep.db.from("blocked_callers").insert(blocked).select());
  const thread = await plantThread(tenant, { body: "STOP" });
  await admin`insert into public.opt_outs
      (tenant_id, phone_number_id, number, opted_out, source, changed_at)
    select tenant_id, phone_number_id, customer_number, true, 'word', now()
    from public.message_threads where id = ${thread}`;
  const rule = { tenant_id: tenant.id, kind: "first_contact", body: "Hi" };
  await given(tenant.admin.db.from("message_rules").insert(rule).select("id"));
  const template = { tenant_id: tenant.id, name: "Quote", body: "Hi" };
  await given(tenant.manager.db.from("templates").insert(template).select("id"));
  await plantBookings(tenant.id, id);
  await furnishContact(tenant, id);
  await furnishRouting(tenant, callId);
  await furnishAgent(tenant, callId);
  return id;
}

/** A published route, a caller who waits, a person who is away, and a message to everybody. */
async function furnishRouting({ id, admin: boss, rep }: TestTenant, callId: string): Promise<void> {
  const route = { tenant_id: id, name: "Main", draft: {} };
  const made = await given(boss.db.from("routes").insert(route).select("id").single());
  const group = { tenant_id: id, name: "Sales", people: [rep.userId] };
  await given(boss.db.from("groups").insert(group).select("id"));
  await given(boss.db.from("audio_files").insert(audioRow(id, "Welcome")).select("id"));
  const version = { tenant_id: id, route_id: made.id, body: {} };
  await given(boss.db.from("route_versions").insert(version).select("id"));
  await admin`insert into public.queue_entries
      (tenant_id, call_id, route_id, step, name, priority, joined_at, heard_at, call_sid)
    values (${id}, ${callId}, ${made.id}, 'sales', 'Sales', 0, now(), now(), ${newSid("CA")})`;
  await admin`insert into public.call_controls (tenant_id, call_id, customer_in, updated_at)
    values (${id}, ${callId}, 'hold', now())`;
  await admin`insert into public.call_supervisions (tenant_id, call_id, user_id, mode, state,
      is_shown, is_announced, asked_at)
    values (${id}, ${callId}, ${boss.userId}, 'listen', 'in', true, false, now())`;
  const away = { tenant_id: id, user_id: rep.userId, state: "away" };
  await given(rep.db.from("availability").insert(away).select("user_id"));
  const devices = { tenant_id: id, user_id: rep.userId, rings_on: "both", places_on: "browser" };
  await given(rep.db.from("call_devices").insert(devices).select("user_id"));
  await admin`insert into public.browser_calls
      (tenant_id, account_sid, application_sid, api_key_sid, api_key_secret_ciphertext)
    values (${id}, ${newSid("AC")}, ${newSid("AP")}, ${newSid("SK")}, ${`v1.sealed of ${id}`})`;
  await admin`insert into public.softphones (tenant_id, user_id, device_id, seen_at)
    values (${id}, ${rep.userId}, ${randomUUID()}, now())`;
  await admin`insert into public.leg_quality (call_sid, tenant_id, user_id)
    select call_sid, tenant_id, ${rep.userId} from public.call_legs where call_id = ${callId}`;
  await admin`insert into public.recordings
      (tenant_id, call_id, recording_sid, status, purpose, duration_seconds, created_at)
    values (${id}, ${callId}, ${newSid("RE")}, 'completed', 'voicemail', 9, now())`;
  await admin`insert into public.transcription_settings
      (tenant_id, base_url, model, api_key_ciphertext, api_key_last_four)
    values (${id}, 'https://speech.test', 'whisper-1', ${`v1.sealed of ${id}`}, '0000')`;
  await admin`insert into public.livekit_accounts (tenant_id, url, api_key,
      api_secret_ciphertext, sip_username, sip_password_ciphertext, room_prefix)
    values (${id}, 'wss://rooms.test', 'APIkey', ${`v1.sealed of ${id}`}, 'ringbook-0123456789',
      ${`v1.sealed too of ${id}`}, 'call-' || md5(${id}))`;
  // Over, so that the sweep leaves it as it is.
  await admin`insert into public.rooms
      (tenant_id, call_id, name, kind, started_at, ended_at, closed_at)
    values (${id}, ${callId}, ${`room of ${id}`}, 'call', now(), now(), now())`;
  await admin`insert into public.room_people (tenant_id, call_id, user_id, rung_at)
    values (${id}, ${callId}, ${rep.userId}, now())`;
}

/** A voice agent that has talked in a call. */
async function furnishAgent({ id, admin: boss }: TestTenant, callId: string): Promise<void> {
  const agent = { tenant_id: id, name: "Ana", draft: {} };
  const made = await given(boss.db.from("voice_agents").insert(agent).select("id").single());
  const version = { tenant_id: id, agent_id: made.id, body: {} };
  const published = await given(
    boss.db.from("voice_agent_versions").insert(version).select("id").single(),
  );
  const talk = randomUUID();
  await admin`insert into public.voice_agent_sessions (id, tenant_id, call_id, call_sid, place,
      agent_id, version_id, worker_id, started_at)
    values (${talk}, ${id}, ${callId}, ${newSid("CA")}, 'agent', ${made.id}, ${published.id},
      ${randomUUID()}, now())`;
  await admin`insert into public.voice_agent_turns (tenant_id, session_id, call_id, number, who,
      said, started_at) values (${id}, ${talk}, ${callId}, 1, 'caller', 'Hello', now())`;
  await admin`insert into public.voice_agent_tool_calls (tenant_id, session_id, call_id, number,
      turn, tool_call_id, tool, arguments, state, started_at)
    values (${id}, ${talk}, ${callId}, 1, 1, 'call_1', 'look_up', '{}', 'done', now())`;
  // Counted then.
  await admin`update public.voice_agent_sessions
    set status = 'ended', outcome = 'contained', ended_at = now() where id = ${talk}`;
  await admin`insert into public.realtime_settings (tenant_id, base_url, model,
      transcription_model, api_key_ciphertext, api_key_last_four)
    values (${id}, 'https://speech.test', 'gpt-realtime-2', 'gpt-transcribe',
      ${`v1.sealed of ${id}`}, '0000')`;
  await admin`insert into public.realtime_prices (tenant_id, model, audio_in, cached_audio_in,
      audio_out, text_in, cached_text_in, text_out)
    values (${id}, 'gpt-realtime-2', 32, 0.4, 64, 4, 0.4, 16)`;
}

/** What else is kept of a contact, and what people do with many of them. */
async function furnishContact({ id: tenantId, rep }: TestTenant, id: string): Promise<void> {
  await admin`insert into public.companies (tenant_id, name) values (${tenantId}, 'Doe Ltd')`;
  await admin`insert into public.contact_emails (tenant_id, contact_id, email)
    values (${tenantId}, ${id}, 'jane@jane.test')`;
  await admin`insert into public.contact_fields (tenant_id, name, type)
    values (${tenantId}, 'Plan', 'text')`;
  await admin`with tag as (
      insert into public.tags (tenant_id, name) values (${tenantId}, 'VIP') returning id)
    insert into public.contact_tags (tenant_id, contact_id, tag_id)
      select ${tenantId}, ${id}, tag.id from tag`;
  await admin`with list as (
      insert into public.call_lists (tenant_id, name, owner_id)
        values (${tenantId}, 'List', ${rep.userId}) returning id)
    insert into public.call_list_entries (tenant_id, list_id, contact_id, position)
      select ${tenantId}, list.id, ${id}, 1 from list`;
  await admin`with import as (
      insert into public.contact_imports (id, tenant_id, created_by, stage, started_at)
        values (gen_random_uuid(), ${tenantId}, ${rep.userId}, 'done', now()) returning id)
    insert into public.import_rows (tenant_id, import_id, line, outcome, contact_id)
      select ${tenantId}, import.id, 2, 'created', ${id} from import`;
  await admin`insert into public.import_columns (tenant_id, signature, columns)
    values (${tenantId}, repeat('a', 64), '["name"]')`;
  await admin`insert into public.contact_views (tenant_id, owner_id, name, is_shared, query)
    values (${tenantId}, ${rep.userId}, 'Mine', true, '{"task": "1"}')`;
  await admin`insert into public.contact_merges
      (tenant_id, keep_id, gone_id, keep_name, gone_name, before, merged_by)
    values (${tenantId}, ${id}, gen_random_uuid(), 'Jane', 'Jane', '{}', ${rep.userId})`;
  await admin`insert into public.notification_settings (tenant_id, user_id)
    values (${tenantId}, ${rep.userId})`;
}
