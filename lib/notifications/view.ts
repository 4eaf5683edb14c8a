import { z } from "zod";
import { formatPhone, isWithheld } from "@/lib/core/phone";
import { formatWhen } from "@/lib/core/time";
import { kindOf } from "@/lib/notifications/kinds";

const text = z.string().nullish().catch(null);
const count = z.number().nullish().catch(null);
const Facts = z
  .object({
    ...{ actor: text, name: text, title: text, what: text, number: text },
    ...{ contact_id: text, call_id: text, thread_id: text, calls: count, count },
  })
  .catch({});

type Row = {
  id: string;
  kind: string;
  subject: string;
  facts: unknown;
  in_browser: boolean;
  created_at: string;
  read_at: string | null;
};

/** A notification as it is shown: its sentence, and where its subject is. */
export type NotificationView = Pick<
  Row,
  "id" | "kind" | "in_browser" | "created_at" | "read_at"
> & {
  sentence: string;
  href: string;
  /** As people read it, in the company's time zone. */
  when: string;
};

export function viewOf(
  row: Row,
  { country_code, time_zone }: { country_code: string; time_zone: string },
): NotificationView {
  const { id, kind, in_browser, created_at, read_at } = row;
  const when = formatWhen(created_at, time_zone);
  return { id, kind, in_browser, created_at, read_at, when, ...wordsOf(row, country_code) };
}

/** The sentence of a notification, and the address of its subject. */
export function wordsOf(
  { kind, subject, facts: kept }: Pick<Row, "kind" | "subject" | "facts">,
  country: string,
) {
  const { number, ...facts } = Facts.parse(kept);
  const shown = number && !isWithheld(number) ? formatPhone(number, country) : "";
  const { sentence, href } = kindOf(kind);
  return { sentence: sentence({ subject, facts, who: facts.name || shown }), href: href(facts) };
}
