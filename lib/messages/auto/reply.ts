import "server-only";
import { derivedId } from "@/lib/core/derived-id";
import { callMachine } from "@/lib/db/machine/connection";
import { type AutoDecision, decideReply, ReplyFacts } from "@/lib/messages/auto/decide";
import { sendAutomatic } from "@/lib/messages/auto/send";

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

/** Texts a caller who was missed, as the company's rules say; once a day. */
export async function textBack(tenantId: string, callId: string, now: Date) {
  const facts = ReplyFacts.nullable().parse(
    await callMachine(
      (sql) =>
        sql`select machine.text_back_facts(${tenantId}, ${callId}, ${now.toISOString()}) as result`,
    ),
  );
  return facts ? await send(tenantId, callId, facts, decideReply(facts, now), now) : {};
}

async function send(
  tenantId: string,
  about: string,
  { customer: to, phone_number_id }: ReplyFacts,
  decision: AutoDecision,
  now: Date,
): Promise<Record<string, number>> {
  if (decision.kind !== "reply") return {};
  const { automatic, text: body } = decision;
  return sendAutomatic(tenantId, { automatic, about, to, phone_number_id, body }, now);
}
