import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { placeOf } from "@/lib/core/destination";
import { type Again, again, type Counts } from "@/lib/core/job";
import { guessZone } from "@/lib/core/phone-zone";
import { callMachine } from "@/lib/db/machine/connection";
import { type AutoDecision, decideReply, ReplyFacts } from "@/lib/messages/auto/decide";
import { deliver } from "@/lib/messages/deliver";
import { ToSend } from "@/lib/messages/machine";
import { quietUntil } from "@/lib/messages/quiet";
import { countSegments } from "@/lib/messages/segments";

/** Answers a message that came in, or makes it a task, as the company's rules say; once. */
export async function replyTo(tenantId: string, id: string, now: Date) {
  const at = now.toISOString();
  const facts = ReplyFacts.nullable().parse(
    await callMachine(
      (sql) => sql`select machine.reply_facts(${tenantId}, ${id}, ${at}) as result`,
    ),
  );
  if (!facts) return {};
  const decision = decideReply(facts, now);
  if (decision.kind !== "task") return await send(tenantId, id, facts, decision, now);
  const task = derivedId(`task of ${id}`);
  await callMachine(
    (sql) =>
      sql`select machine.add_message_task(${tenantId}, ${id}, ${task}, ${decision.title}, ${at}) as result`,
  );
  return { tasks: 1 };
}

const TextBackFacts = ReplyFacts.extend({
  quiet: z.object({ from: z.string(), until: z.string() }).nullable(),
  /** The contact's, IANA. */
  their_zone: z.string().nullable(),
});

/**
 * Texts a caller who was missed, as the company's rules say; once a day. In their quiet hours it is
 * held until these end, and decided again then: somebody may have talked with them by now.
 */
export async function textBack(
  tenantId: string,
  callId: string,
  now: Date,
): Promise<Counts | Again> {
  const facts = TextBackFacts.nullable().parse(
    await callMachine(
      (sql) =>
        sql`select machine.text_back_facts(${tenantId}, ${callId}, ${now.toISOString()}) as result`,
    ),
  );
  if (!facts) return {};
  const decision = decideReply(facts, now);
  const zone = facts.their_zone ?? guessZone(facts.customer);
  const heldUntil = decision.kind === "none" ? null : quietUntil(facts.quiet, zone, now);
  return heldUntil ? again({}, heldUntil) : await send(tenantId, callId, facts, decision, now);
}

async function send(
  tenantId: string,
  about: string,
  { customer: to, phone_number_id }: ReplyFacts,
  decision: AutoDecision,
  now: Date,
): Promise<Counts> {
  if (decision.kind !== "reply") return {};
  const { automatic, text: body } = decision;
  const request = {
    ...{ message_id: derivedId(`${automatic} of ${about}`), phone_number_id, to, automatic, body },
    ...{ to_place: placeOf(to), media: [], segments: Math.max(1, countSegments(body).segments) },
    now: now.toISOString(),
  };
  const begun = ToSend.nullable().parse(
    await callMachine(
      (sql) => sql`select machine.begin_automatic(${tenantId}, ${sql.json(request)}) as result`,
    ),
  );
  if (!begun) return {};
  await deliver(begun);
  return { replied: 1 };
}

/** The same for the same words, so that a job that is repeated repeats nothing: a UUIDv8. */
function derivedId(words: string): string {
  const hex = createHash("sha256").update(`ringbook automatic ${words}`).digest("hex");
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`];
  return [...parts, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}
