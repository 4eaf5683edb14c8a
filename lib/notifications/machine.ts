import { z } from "zod";
import { callMachine } from "@/lib/db/machine/connection";

/** Notifies the owners of tasks whose time has come, of at most `howMany`; gives of how many. */
export async function notifyOfDueTasks(now: Date, howMany: number): Promise<number> {
  return z
    .number()
    .parse(
      await callMachine(
        (sql) => sql`select machine.notify_due_tasks(${now.toISOString()}, ${howMany}) as result`,
      ),
    );
}
