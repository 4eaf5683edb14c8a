import "server-only";
import { z } from "zod";
import { callMachine } from "@/lib/db/machine/connection";

const Due = z.array(
  z.object({ call_id: z.uuid(), query: z.string().nullable(), step: z.string() }),
);

const Served = z.object({
  account: z.object({ account_sid: z.string(), auth_token_ciphertext: z.string() }).nullable(),
  /** Callers who wait, and whose turn it is. */
  turns: z.array(z.object({ call_sid: z.string(), query: z.string() })),
  callbacks: z.array(
    z.object({
      call_id: z.uuid(),
      user_id: z.uuid(),
      phone: z.string(),
      further_phones: z.array(z.string()).default([]),
      from: z.string(),
      customer: z.string(),
      name: z.string(),
      tries: z.number(),
      record: z.boolean(),
      time_limit_seconds: z.number(),
    }),
  ),
});
export type Served = z.infer<typeof Served>;
export type Callback = Served["callbacks"][number];

/** The tenants with somebody in a queue. */
export async function tenantsInQueue(): Promise<string[]> {
  const tenants = await callMachine((sql) => sql`select machine.queues_in_use() as result`);
  return z.array(z.uuid()).parse(tenants);
}

/** Whose turn to be called back it may be. */
export async function dueCallbacks(tenantId: string) {
  const due = await callMachine((sql) => sql`select machine.due_callbacks(${tenantId}) as result`);
  return Due.parse(due);
}

/** Looks at a callback again at a time; null: it is given up. */
export async function putOffCallback(tenantId: string, callId: string, until: Date | null) {
  const at = until?.toISOString() ?? null;
  await callMachine(
    (sql) => sql`select machine.put_off_callback(${tenantId}, ${callId}, ${at}) as result`,
  );
}

/** Whose turn it is at this moment; those who are called back have claimed their person. */
export async function serveQueues(tenantId: string): Promise<Served> {
  return Served.parse(
    await callMachine((sql) => sql`select machine.serve_queues(${tenantId}) as result`),
  );
}

/** A person wants a caller next; why they cannot have them, or null. */
export async function takeCaller(tenantId: string, userId: string, callId: string) {
  const refused = await callMachine(
    (sql) => sql`select machine.take_caller(${tenantId}, ${userId}, ${callId}) as result`,
  );
  return z.enum(["not_waiting", "no_phone", "on_call"]).nullable().parse(refused);
}
