import { callMachine } from "@/lib/db/machine/connection";

/** True when the database answers. */
export async function databaseAnswers(): Promise<boolean> {
  return (await callMachine((sql) => sql`select machine.health() as result`)) === true;
}
