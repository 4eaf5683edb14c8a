import "server-only";
import { z } from "zod";
import { derivedId } from "@/lib/core/derived-id";
import { type Again, again, type Counts } from "@/lib/core/job";
import { guessZone } from "@/lib/core/phone-zone";
import { callMachine } from "@/lib/db/machine/connection";
import {
  type AutoDecision,
  decideReply,
  ReplyFacts,
  taskOfEvery,
} from "@/lib/messages/auto/decide";
import { sendAutomatic } from "@/lib/messages/auto/send";
import { quietUntil } from "@/lib/messages/quiet";

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
  const title = decision.kind === "task" ? decision.title : taskOfEvery(facts);
  if (title === null) return await send(tenantId, id, facts, decision, now);
  const task = derivedId(`task of ${id}`);
  await callMachine(
    (sql) =>
      sql`select machine.add_message_task(${tenantId}, ${id}, ${task}, ${title}, ${at}) as result`,
  );
  return { tasks: 1, ...(await send(tenantId, id, facts, decision, now)) };
}

const TextBackFacts = ReplyFacts.extend({
  quiet: z.object({ from: z.string(), until: z.string() }).nullable(),
  /** The contact's, IANA. */
  their_zone: z.string().nullable(),
});

/**
 * Texts a caller who was missed, as the company's rules say; once a day. In their quiet hours it
 * is decided again once these are over: somebody may have talked with them by then.
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
  const sendAfter = decision.kind === "none" ? null : quietUntil(facts.quiet, zone, now);
  return sendAfter ? again({}, sendAfter) : await send(tenantId, callId, facts, decision, now);
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
  return sendAutomatic(tenantId, { automatic, about, to, phone_number_id, body }, now);
}
