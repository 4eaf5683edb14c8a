import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Sql } from "postgres";
import { compareMessages } from "@/lib/messages/compare";
import { enqueueMessageComparisons } from "@/lib/messages/compare-machine";
import { carrierControl, type Texting } from "@/local/carrier/control";
import { ask } from "@/local/chaos/ask";
import type { Stage } from "@/local/chaos/people";
import { repAt, type Shape, type Turn } from "@/local/chaos/shapes/shape";
import { compareTexts, type TextRow } from "@/local/chaos/shapes/texts-compare";
import type { Tenant } from "@/local/chaos/world";

const texting = {
  delivers: 60,
  slow: 15,
  silent: 10,
  unreachable: 10,
  landline: 5,
} satisfies Partial<Record<Texting, number>>;
const create = { method: "POST", path: "/Messages.json" };
const serverError = { status: 500, code: 20500, message: "Internal server error" };
const betweenTriesMs = 2_000;

/** Of each customer three texts are written, in either direction. */
const phoneOf = (nth: number) => `+1415555${String(1_000 + Math.floor(nth / 3))}`;

/** People text each other: none is lost or doubled, and what became of each is right. */
export const texts: Shape = {
  name: "texts",
  perHundred: 40,
  faults: [
    ["text dropped", { match: { kind: "message" }, share: 0.3, effect: { kind: "drop" } }],
    [
      "text's status dropped",
      {
        match: { kind: "message-status" },
        share: 0.4,
        effect: { kind: "drop" },
      },
    ],
    [
      "text's webhook twice",
      {
        match: { path: "/twilio/messages/" },
        share: 0.2,
        effect: { kind: "duplicate", copies: 1 },
      },
    ],
    [
      "text's webhook late",
      {
        match: { path: "/twilio/messages/" },
        share: 0.1,
        effect: { kind: "delay", seconds: 4 },
      },
    ],
    ["text: answer lost", { api: "lose-answer", match: create, share: 0.1 }],
    ["text: never arrived", { api: "down", match: create, share: 0.06 }],
    [
      "text: 5xx, carried out",
      {
        api: { error: serverError, carriedOut: true },
        match: create,
        share: 0.05,
      },
    ],
    ["text: 5xx", { api: { error: serverError }, match: create, share: 0.04 }],
  ],
  prepare: witnessStatuses,
  async play(stage, tenant, turn) {
    const { nth, chance } = turn;
    const phone = phoneOf(nth);
    const { accountSid } = tenant;
    const carrier = carrierControl(stage.carrierUrl);
    await carrier.scriptTexts(accountSid, phone, chance.weigh(texting));
    if (chance.next() < 0.4) {
      const to = repAt(tenant, chance.between(0, 3)).companyNumber;
      await carrier.handset(accountSid, phone).text({ to, body: `Question ${nth}?` });
      turn.did("texted us");
    } else await send(stage, tenant, turn);
  },
  async hurry(sql, { id }) {
    await sql`update public.messages set next_check_at = now() where tenant_id = ${id}
      and next_check_at is not null`;
    const later = new Date(Date.now() + 5 * 60_000);
    await enqueueMessageComparisons(later);
    await compareMessages(id, later);
  },
  async check({ sql, tenant: { id, accountSid }, carrierUrl }) {
    const atTwilio = await carrierControl(carrierUrl).messages(accountSid);
    const rows = await sql<TextRow[]>`
      select id, direction, body, status, message_sid, error_message, price::text, (
          select coalesce(json_agg(w.status order by w.nth), '[]') from chaos.message_statuses w
          where w.id = m.id) as statuses
      from public.messages m where tenant_id = ${id}`;
    return compareTexts(atTwilio, rows);
  },
};

/** Presses Send until there is an answer, each time with the same key. */
async function send(stage: Stage, tenant: Tenant, { nth, chance, did }: Turn): Promise<void> {
  const rep = repAt(tenant, chance.between(0, 11));
  const key = { "idempotency-key": randomUUID() };
  const body = { to: phoneOf(nth), body: `Answer ${nth}.` };
  for (;;) {
    const answer = await ask(stage, rep, "/api/messages", body, key);
    if (answer.kind === "answered" && answer.status < 500) return did("sent");
    if (answer.kind === "answered" && answer.status === 502) return did("not sent");
    if (stage.over.aborted) return did("given up");
    await pause(betweenTriesMs);
  }
}

/** Every status that a text has had, in order: the app itself keeps the last alone. */
async function witnessStatuses(sql: Sql): Promise<void> {
  await sql.unsafe(`
    create schema chaos;
    create table chaos.message_statuses
      (nth bigint generated always as identity, id uuid not null, status text not null);
    create function chaos.note_status() returns trigger language plpgsql security definer as $$
    begin
      insert into chaos.message_statuses (id, status) values (new.id, new.status);
      return null;
    end $$;
    create trigger witness after insert or update of status on public.messages
      for each row execute function chaos.note_status();`);
}
