import { admins, everyone, managers, type Subject } from "@/tests/database/isolation/subject";

const firstNumber = (tenant: string) =>
  `(select id from public.phone_numbers where tenant_id = ${tenant} order by id limit 1)`;

export const messages: Subject = {
  tables: {
    message_threads: {
      read: { by: everyone },
      rows: (t) =>
        `insert into public.message_threads (id, tenant_id, phone_number_id, customer_number,
       contact_id, owner_id, last_message_at, last_direction, last_text, unread_count, created_at)
     values (${t.thing("thread")}, ${t.id}, ${firstNumber(t.id)}, '+12065550177',
       ${t.thing("contact")}, null, now(), 'inbound', 'Hello', 1, now())`,
    },
    messages: {
      read: { by: everyone },
      rows: (t) =>
        `insert into public.messages (id, tenant_id, thread_id, first_thread_id, contact_id,
       phone_number_id, customer_number, direction, body, status, message_sid, created_at)
     values (${t.thing("text")}, ${t.id}, ${t.thing("thread")}, ${t.thing("thread")},
       ${t.thing("contact")}, ${firstNumber(t.id)}, '+12065550177', 'inbound', 'Hello',
       'received', ${t.sid("SM", "text")}, now())`,
    },
    message_events: {
      read: { by: everyone },
      rows: (t) =>
        `insert into public.message_events
       (tenant_id, message_id, event_type, event_data, dedupe_key, occurred_at)
     values (${t.id}, ${t.thing("text")}, 'incoming', '{}', 'text', now())`,
    },
    message_media: {
      read: { by: everyone },
      rows: (t) =>
        `insert into public.message_media
       (id, tenant_id, message_id, content_type, state, created_at)
     values (${t.thing("media")}, ${t.id}, ${t.thing("text")}, 'image/png', 'stored', now())`,
    },
    opt_outs: {
      read: { by: everyone },
      rows: (t) =>
        `insert into public.opt_outs
       (tenant_id, phone_number_id, number, opted_out, source, changed_at)
     values (${t.id}, ${firstNumber(t.id)}, '+12065550178', true, 'word', now())`,
    },
    templates: {
      read: { by: everyone },
      add: { by: managers, columns: ["tenant_id", "name", "body"] },
      change: { by: managers, columns: ["name", "body", "updated_at"] },
      remove: { by: managers },
      rows: (t) =>
        `insert into public.templates (id, tenant_id, name, body, created_by)
     values (${t.thing("template")}, ${t.id}, 'Quote', 'Hi', ${t.person("manager")})`,
    },
    message_rules: {
      read: { by: everyone },
      add: {
        by: admins,
        columns: [
          ...["tenant_id", "kind", "phone_number_id", "keyword", "action", "body"],
          ...["open_from", "open_until", "open_days"],
        ],
      },
      change: {
        by: admins,
        columns: [
          ...["phone_number_id", "keyword", "action", "body"],
          ...["open_from", "open_until", "open_days", "enabled"],
        ],
      },
      remove: { by: admins },
      rows: (t) =>
        `insert into public.message_rules (id, tenant_id, kind, keyword, body)
     values (${t.thing("message rule")}, ${t.id}, 'keyword', 'price', 'Hi')`,
    },
    "private.message_audits": {
      rows: (t) =>
        `insert into private.message_audits (tenant_id, account_sid, compared_until, next_at)
     values (${t.id}, ${t.sid("AC", "audited")}, now(), now())`,
    },
    "private.message_keys": {
      rows: (t) =>
        `insert into private.message_keys
       (tenant_id, user_id, key, fingerprint, message_id, created_at)
     values (${t.id}, ${t.person("rep")}, 'key', 'hash', ${t.thing("text")}, now())`,
    },
  },
  things: { thread: "thread" },
  functions: {
    "machine.add_media": "machine",
    "machine.add_message_task": "machine",
    "machine.begin_automatic": "machine",
    "machine.begin_message": "machine",
    "machine.cancel_message": "machine",
    "machine.change_message": "machine",
    "machine.claim_message_checks": "machine",
    "machine.claim_scheduled_message": "machine",
    "machine.due_message_comparison": "machine",
    "machine.enqueue_message_comparisons": "machine",
    "machine.failed_message_event": "machine",
    "machine.finish_message_comparison": "machine",
    "machine.forget_media": "machine",
    "machine.keep_unreadable_message": "machine",
    "machine.media_to_fetch": "machine",
    "machine.message_answer": "machine",
    "machine.record_message_event": "machine",
    "machine.replay_message_event": "machine",
    "machine.reply_facts": "machine",
    "machine.settle_media": "machine",
    "machine.sids_in_use": "machine",
    "machine.text_back_facts": "machine",
    "private.adopt_threads": "nobody",
    "private.apply_message": "nobody",
    "private.assign_thread": "people",
    "private.attach_media": "nobody",
    "private.automatic_sent": "nobody",
    "private.choose_text_number": "nobody",
    "private.close_thread": "people",
    "private.count_media": "nobody",
    "private.find_thread": "nobody",
    "private.fold_thread": "nobody",
    "private.follow_message": "nobody",
    "private.give_thread": "nobody",
    "private.keep_asked": "nobody",
    "private.keep_message_key": "nobody",
    "private.keep_opt_out": "nobody",
    "private.lock_message": "nobody",
    "private.merge_threads": "nobody",
    "private.message_limit_refusal": "nobody",
    "private.message_of_key": "nobody",
    "private.message_refusal": "nobody",
    "private.message_to_send": "nobody",
    "private.messages_spent": "nobody",
    "private.next_message_check": "nobody",
    "private.owner_of_contact": "nobody",
    "private.put_message": "nobody",
    "private.read_thread": "people",
    "private.release_threads": "nobody",
    "private.remove_media_bytes": "nobody",
    "private.reply_facts": "nobody",
    "private.rules_for": "nobody",
    "private.scheduled_refusal": "nobody",
    "private.take_message": "nobody",
    "private.text_back": "nobody",
    "private.text_asks": "nobody",
    "private.text_refusal": "nobody",
    "private.touch_thread": "nobody",
    "private.unmerge_threads": "nobody",
    "private.write_message": "nobody",
    "private.wrote_since": "nobody",
    "public.assign_thread": {
      execute: "people",
      by: everyone,
      tried: [
        [":thread, :rep2", true],
        [":thread, :gone", false],
        [":thread, null", true],
      ],
    },
    "public.close_thread": {
      execute: "people",
      by: everyone,
      tried: [[":thread, true", true]],
    },
    "private.message_mark": "people",
    "private.message_words": "people",
    "private.notify_message": "nobody",
    "private.search_messages": "people",
    "private.settle_messages": "nobody",
    "private.text_words": "people",
    "public.search_messages": {
      execute: "people",
      by: everyone,
      tried: [
        ["'hel', 5", false],
        ["'hel', 5, 'unassigned', false", false],
        ["'hel', 5, 'mine'", false],
      ],
    },
    "public.read_thread": {
      execute: "people",
      by: everyone,
      tried: [[":thread", true]],
    },
  },
  withoutEffect: {
    "private.assign_thread: without c.tenant_id = tenant and (3)":
      "the contact of a conversation is of its tenant",
    "private.assign_thread: without p.tenant_id = tenant and (1)":
      "a try has one tenant's things: tests/database/stores/threads.test.ts has another's member",
  },
};
