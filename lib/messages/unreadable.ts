import { createHash } from "node:crypto";
import { storableJson } from "@/lib/core/text";
import { callMachine } from "@/lib/db/machine/connection";
import type { Hook } from "@/lib/twilio/webhook";

/** Stores a signed webhook that cannot be parsed, once, for whoever looks why. */
export async function keepUnreadable(name: string, hook: Hook, problem: string): Promise<void> {
  const query = hook.query.toString();
  const whole = JSON.stringify([name, query, Object.entries(hook.params).sort()]);
  const event = storableJson({
    type: name,
    dedupe_key: `unreadable:${createHash("sha256").update(whole).digest("hex")}`,
    query,
    data: hook.params,
    occurred_at: hook.receivedAt.toISOString(),
    problem,
  });
  await callMachine(
    (sql) =>
      sql`select machine.keep_unreadable_message(${hook.line.tenant_id}, ${event}::text::jsonb) as result`,
  );
}
