import "server-only";
import type { Member } from "@/lib/auth/member";
import { formatPhone, isWithheld } from "@/lib/core/phone";
import { inboxAddress } from "@/lib/messages/inbox-query";
import { searchMessages } from "@/lib/messages/search";
import { snippetText } from "@/lib/messages/snippet";
import type { Found } from "@/lib/search/schema";

const maxFound = 5;
/** Fewer letters begin too many words. */
const minLength = 3;

/** Text messages by words in them, the newest first. */
export async function findMessages({ db, tenant }: Member, query: string): Promise<Found[]> {
  if (query.length < minLength) return [];
  const hits = await searchMessages(db, query, { size: maxFound });
  return hits.map(({ message_id, thread_id, name, customer_number: number, body }) => {
    const shown = isWithheld(number) ? "Withheld" : formatPhone(number, tenant.country_code);
    const at = { thread: thread_id, found: message_id };
    const href = inboxAddress({ show: "all", closed: false, q: "" }, at);
    const detail = snippetText(body, query);
    return { kind: "message", id: message_id, title: name ?? shown, detail, href };
  });
}
