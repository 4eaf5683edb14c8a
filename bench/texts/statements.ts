import type { Statement } from "@/bench/reads/ask";

/**
 * What the app's own queries say (lib/messages/inbox.ts, lib/messages/store.ts), as the API writes
 * them in SQL.
 */
const threadColumns =
  "id, customer_number, contact_id, owner_id, closed_at, last_message_at, last_direction, last_text, last_failed, unread_count, phone_number_id";
const around = `,
  (select to_json(o) from (select id, name, company, time_zone from public.contacts
    where contacts.tenant_id = message_threads.tenant_id
      and contacts.id = message_threads.contact_id limit 1) o) as contacts`;
const messageColumns =
  "id, thread_id, contact_id, customer_number, direction, user_id, automatic, body, media_count, status, segments, price, created_at";

/** The first page of the inbox, of everybody's open threads or a person's own. */
export function inboxPage(tenant: string, owner?: string): Statement {
  const mine = owner ? " and owner_id = $2" : "";
  return {
    text: `select ${threadColumns}${around} from public.message_threads
      where tenant_id = $1 and closed_at is null${mine}
      order by last_message_at desc, id desc limit 41`,
    values: owner ? [tenant, owner] : [tenant],
  };
}

export function threadPage(tenant: string, thread: string): Statement {
  return {
    text: `select ${messageColumns} from public.messages where tenant_id = $1 and thread_id = $2
      order by created_at desc, id desc limit 51`,
    values: [tenant, thread],
  };
}

/** What the navigation counts. */
export function unreadCount(tenant: string, person: string): Statement {
  return {
    text: `select id from public.message_threads
      where tenant_id = $1 and unread_count > 0 and (owner_id is null or owner_id = $2)
      order by last_message_at desc limit 100`,
    values: [tenant, person],
  };
}

export const searchTexts = (words: string): Statement => ({
  text: "select public.search_messages(query := $1, page_size := 100)",
  values: [words],
});
