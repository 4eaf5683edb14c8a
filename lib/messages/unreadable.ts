import { createHash } from "node:crypto";
import { storableJson } from "@/lib/core/text";
import { callMachine } from "@/lib/db/machine/connection";
import type { ReceivedMessage } from "@/lib/twilio/messages";
import type { Hook } from "@/lib/twilio/webhook";

/** Stores a signed webhook that cannot be parsed, once, for whoever looks why. */
export async function keepUnreadable(name: string, hook: Hook, problem: string): Promise<void> {
  const query = hook.query.toString();
  const whole = JSON.stringify([name, query, Object.entries(hook.params).sort()]);
  await keep(hook.line.tenant_id, {
    type: name,
    dedupe_key: `unreadable:${createHash("sha256").update(whole).digest("hex")}`,
    query,
    data: hook.params,
    occurred_at: hook.receivedAt.toISOString(),
    problem,
  });
}

/** Stores a text of Twilio's list that cannot be read, once. */
export async function keepUnreadableFound(
  tenantId: string,
  message: ReceivedMessage,
  problem: string,
): Promise<void> {
  await keep(tenantId, {
    type: "incoming",
    dedupe_key: `unreadable:rest.found:${message.sid}`,
    data: message,
    occurred_at: message.dateCreated.toISOString(),
    problem,
  });
}

async function keep(tenantId: string, event: object): Promise<void> {
  const json = storableJson(event);
  await callMachine(
    (sql) =>
      sql`select machine.keep_unreadable_message(${tenantId}, ${json}::text::jsonb) as result`,
  );
}
