import type { Sql, TransactionSql } from "postgres";
import { incomingMessageId } from "@/lib/messages/event";
import { countSegments } from "@/lib/messages/segments";
import { type Chance, hexOf, makeChance, uuidOf } from "@/local/demo/chance";
import { type Dialogue, dialogues, strangers, templates } from "@/local/demo/dialogues";
import type { Scene } from "@/local/demo/past";

const minuteMs = 60_000;
const perSegment = 0.0083;

type Conversation = {
  /** The other party's number (E.164). */
  customer: string;
  contactId: string | null;
  rep: string;
  /** When its first message was. */
  start: Date;
  lines: Dialogue;
  words: string;
};

/** Conversations of the last weeks, written by the functions that write real ones. */
export async function writeTexts(sql: Sql, scene: Scene, now: Date): Promise<void> {
  const { company, tenantId, contacts, reps } = scene;
  const chance = makeChance(`${company.domain} texts`);
  const all = contacts.slice(0, dialogues.length).map((contact, nth): Conversation => {
    const ago = nth < 3 ? chance.between(40, 300) : nth * 1440 + chance.between(0, 600);
    return {
      customer: contact.phones[0]?.phone ?? "",
      contactId: contact.id,
      rep: reps[nth % 2]?.userId ?? reps[0].userId,
      start: new Date(now.getTime() - (ago + 60) * minuteMs),
      lines: (dialogues[nth] ?? []).map((line) => ({
        ...line,
        text: line.text.replace("{name}", contact.name.split(" ")[0] ?? ""),
      })),
      words: `${company.domain} text ${nth}`,
    };
  });
  const others = strangers.map(
    (lines, nth): Conversation => ({
      ...{ customer: `+1${chance.pick(company.areas)}555017${nth}`, contactId: null, lines },
      rep: reps[0].userId,
      start: new Date(now.getTime() - (25 + nth * 90) * minuteMs),
      words: `${company.domain} stranger ${nth}`,
    }),
  );
  for (const conversation of [...all, ...others]) {
    await sql.begin((begun) => writeOne(begun, scene, conversation, chance));
  }
  // What Twilio never knew needs no looking after; what is older than a day was read.
  await sql`update public.messages set next_check_at = null where tenant_id = ${tenantId}`;
  await sql`update public.message_threads set unread_count = 0
    where tenant_id = ${tenantId} and last_message_at < ${now}::timestamptz - interval '1 day'`;
  const rows = templates.map((template) => ({
    ...{ ...template, tenant_id: tenantId, created_by: reps[0].userId },
    id: uuidOf(`${company.domain} ${template.name}`),
  }));
  await sql`insert into public.templates ${sql(rows)} on conflict do nothing`;
}

async function writeOne(sql: TransactionSql, scene: Scene, about: Conversation, chance: Chance) {
  let at = about.start;
  for (const [nth, line] of about.lines.entries()) {
    const words = `${about.words} ${nth}`;
    await (line.by === "us" ? writeOurs : writeTheirs)(sql, scene, { ...about, at, words }, line);
    at = new Date(at.getTime() + chance.between(1, 9) * minuteMs);
  }
}

type Moment = Conversation & { at: Date };

async function writeTheirs(
  sql: TransactionSql,
  { tenantId, accountSid, phoneNumberId, company }: Scene,
  { customer, at, words }: Moment,
  { text, optOut }: Dialogue[number],
) {
  const sid = `SM${hexOf(words)}`;
  const { segments } = countSegments(text);
  await record(sql, tenantId, {
    ...{ type: "incoming", dedupe_key: `incoming:${sid}`, message_sid: sid, customer, segments },
    ...{ phone_number_id: phoneNumberId, body: text, media: [], opt_out: optOut },
    message_id: incomingMessageId(tenantId, sid),
    occurred_at: at.toISOString(),
    data: {
      ...{ AccountSid: accountSid, MessageSid: sid, From: customer, To: company.number },
      ...{ Body: text, NumMedia: "0", NumSegments: String(segments) },
    },
  });
  await record(sql, tenantId, {
    ...{ type: "rest.fetch", dedupe_key: `rest.fetch:${sid}`, message_sid: sid, segments },
    ...{ message_id: incomingMessageId(tenantId, sid), status: "received" },
    ...{ price: (segments * perSegment).toFixed(5), price_unit: "USD" },
    occurred_at: new Date(at.getTime() + 4_000).toISOString(),
    data: { sid, from: customer, to: company.number, accountSid, status: "received" },
  });
}

async function writeOurs(
  sql: TransactionSql,
  { tenantId, accountSid, phoneNumberId, company }: Scene,
  { customer, contactId, rep, at, words }: Moment,
  { text, failed }: Dialogue[number],
) {
  const [id, sid] = [uuidOf(words), `SM${hexOf(words)}`];
  const { segments } = countSegments(text);
  const request = { message_id: id, to: customer, body: text, media: [], segments, now: at };
  await sql`select private.write_message(${tenantId}, ${rep}, n, ${contactId},
      ${sql.json(JSON.parse(JSON.stringify(request)))})
    from public.phone_numbers n where n.id = ${phoneNumberId}
      and not exists (select from public.messages m where m.tenant_id = ${tenantId}
        and m.id = ${id})`;
  const status = failed ? "undelivered" : "delivered";
  const price = (segments * perSegment).toFixed(5);
  const later = new Date(at.getTime() + 4_000).toISOString();
  await record(sql, tenantId, {
    ...{ type: "rest.fetch", message_id: id, message_sid: sid, status, segments, price },
    ...{ price_unit: "USD", error_code: failed, dedupe_key: `rest.fetch:${sid}` },
    occurred_at: later,
    data: { sid, from: company.number, to: customer, accountSid, status },
  });
}

async function record(sql: TransactionSql, tenantId: string, event: object): Promise<void> {
  const json = sql.json(JSON.parse(JSON.stringify(event)));
  await sql`select machine.record_message_event(${tenantId}, ${json})`;
}
