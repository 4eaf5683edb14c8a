import { z } from "zod";
import { callMachine } from "@/lib/db/machine/connection";

const Answer = z.enum(["asked", "already_asked", "over", "forbidden", "no_phone", "on_call"]);
export type Asked = z.infer<typeof Answer>;

/** Asks the process of a live talk to pass the caller on to this person. */
export async function takeFromAgent(
  tenantId: string,
  userId: string,
  sessionId: string,
): Promise<Asked> {
  return Answer.parse(
    await callMachine(
      (sql) => sql`select machine.take_from_agent(${tenantId}, ${userId}, ${sessionId}) as result`,
    ),
  );
}

/** Asks the process of a live talk to end it. */
export async function endTalk(tenantId: string, userId: string, sessionId: string): Promise<Asked> {
  return Answer.parse(
    await callMachine(
      (sql) => sql`select machine.ask_agent(${tenantId}, ${userId}, ${sessionId}, 'end') as result`,
    ),
  );
}

const Listening = z.union([
  z.object({ refused: z.enum(["over", "forbidden"]) }),
  z.object({ url: z.string() }),
]);

/** Where a live talk is heard, for a person who listens from now on: the activity log says so. */
export async function listenToTalk(tenantId: string, userId: string, sessionId: string) {
  return Listening.parse(
    await callMachine(
      (sql) => sql`select machine.listen_to_agent(${tenantId}, ${userId}, ${sessionId}) as result`,
    ),
  );
}
