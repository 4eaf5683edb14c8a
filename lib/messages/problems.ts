import "server-only";
import { z } from "zod";
import type { Member } from "@/lib/auth/member";
import { AppError } from "@/lib/core/errors";
import { storableJson } from "@/lib/core/text";
import { callMachine } from "@/lib/db/machine/connection";
import { note } from "@/lib/db/machine/note";
import type { Db } from "@/lib/db/supabase/server";
import { findLine } from "@/lib/lines/line";
import { messageWebhook } from "@/lib/messages/registry";

/**
 * Events of the tenant's messages that could not be applied or read and still wait for it, the
 * newest first, each with its thread; at most 200.
 */
export async function listMessageProblems(db: Db, tenantId: string) {
  const { data, error } = await db
    .from("message_events")
    .select("id, message_id, event_type, created_at, problem")
    .eq("tenant_id", tenantId)
    .not("problem", "is", null)
    .is("solved_at", null)
    .order("id", { ascending: false })
    .limit(200);
  if (error) throw new Error("The events of messages could not be read", { cause: error });
  const ids = data.flatMap(({ message_id }) => message_id ?? []);
  if (ids.length === 0) return data.map((event) => ({ ...event, thread_id: undefined }));
  const messages = await db
    .from("messages")
    .select("id, thread_id")
    .eq("tenant_id", tenantId)
    .in("id", ids);
  if (messages.error) {
    throw new Error("Their messages could not be read", { cause: messages.error });
  }
  const threads = new Map(messages.data.map(({ id, thread_id }) => [id, thread_id]));
  return data.map((event) => ({ ...event, thread_id: threads.get(event.message_id ?? "") }));
}

type Person = { tenant: Pick<Member["tenant"], "id">; user_id: string };

const Failed = z.object({
  event_type: z.string(),
  query: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
  received_at: z.string(),
  /** The event to apply; null if the webhook could not be read. */
  event: z.looseObject({}).nullable(),
  account_sid: z.string().nullable(),
});
const Params = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/**
 * Retries an event that could not be applied or read: a stored webhook is read again, so that a
 * corrected reader takes effect. Returns the remaining problem, or null. Throws AppError 404 if
 * there is no such event with a problem.
 */
export async function replayMessageEvent(member: Person, id: number): Promise<string | null> {
  const { tenant, user_id } = member;
  const failed = Failed.nullable().parse(
    await callMachine(
      (sql) => sql`select machine.failed_message_event(${tenant.id}, ${user_id}, ${id}) as result`,
    ),
  );
  if (!failed) {
    const message = "This webhook is no longer on the list.";
    throw new AppError("not_found", "event_not_found", message);
  }
  const left = await applyAgain(member, id, failed);
  await note(tenant.id, user_id, {
    action: "event.replayed",
    subject: `${id}`,
    detail: { event: failed.event_type, applied: left === null },
  });
  return left;
}

async function applyAgain({ tenant, user_id }: Person, id: number, failed: z.infer<typeof Failed>) {
  const read = await readAgain(failed);
  if ("problem" in read) return read.problem;
  const json = storableJson(read.event);
  return z
    .string()
    .nullable()
    .parse(
      await callMachine(
        (sql) =>
          sql`select machine.replay_message_event(${tenant.id}, ${user_id}, ${id}, ${json}::text::jsonb) as result`,
      ),
    );
}

async function readAgain(
  failed: z.infer<typeof Failed>,
): Promise<{ event: object } | { problem: string }> {
  const webhook = failed.query === null ? undefined : messageWebhook(failed.event_type);
  if (!webhook) {
    return failed.event
      ? { event: failed.event }
      : { problem: "Ringbook doesn't know this kind of event any more." };
  }
  const found = failed.account_sid ? await findLine(failed.account_sid) : null;
  if (!found) return { problem: "Your company isn't connected to Twilio yet." };
  try {
    const event = webhook.read({
      line: found.line,
      query: new URLSearchParams(failed.query ?? ""),
      params: Params.parse(failed.data),
      receivedAt: new Date(failed.received_at),
    });
    return { event };
  } catch (error) {
    if (error instanceof z.ZodError) return { problem: z.prettifyError(error) };
    if (error instanceof AppError) return { problem: error.message };
    throw error;
  }
}
