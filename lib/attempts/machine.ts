import { createHash } from "node:crypto";
import type { Counted } from "@/lib/attempts/rules";
import { callMachine } from "@/lib/db/machine/connection";

const keyOf = ({ about }: Counted) => createHash("sha256").update(about).digest("hex");

/**
 * Counts one try, exactly, on every copy of the app: 0 when it may be made, else the milliseconds
 * to wait.
 */
export async function attempt(counted: Counted[]): Promise<number> {
  if (counted.length === 0) return 0;
  const limits = counted.map(({ free, pause, longest, forget, ...one }) => {
    return { key: keyOf({ free, pause, longest, forget, ...one }), free, pause, longest, forget };
  });
  return Number(
    await callMachine((sql) => sql`select machine.attempt(${sql.json(limits)}) as result`),
  );
}

/** The try was right: it counts against nobody. */
export async function forgive(counted: Counted[]): Promise<void> {
  const keys = (after: Counted["after"]) => counted.filter((one) => one.after === after).map(keyOf);
  await callMachine(
    (sql) =>
      sql`select machine.forgive(${sql.json(keys("clear"))}, ${sql.json(keys("give_back"))}) as result`,
  );
}

/**
 * Tells the company's audit log what became of an account's sign-in, if it belongs to one; `signed`
 * when it was its owner.
 */
export async function noteAccount(
  email: string,
  signed: boolean,
  { action, detail }: { action: string; detail: Record<string, string> },
): Promise<void> {
  await callMachine(
    (sql) =>
      sql`select machine.note_account(${email}, ${signed}, ${action}, ${sql.json(detail)}) as result`,
  );
}
