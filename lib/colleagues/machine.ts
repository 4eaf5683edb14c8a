import { Begun } from "@/lib/calls/machine";
import type { Place } from "@/lib/core/destination";
import { callMachine } from "@/lib/db/machine/connection";

/** As `CallRequest` of lib/calls/machine.ts, for a call to a colleague. */
export type ColleagueRequest = {
  call_id: string;
  device?: "browser";
  colleague_id?: string;
  extension?: string;
  rep_phone: string | null;
  rep_place: Place | null;
  agent_range: string | null;
  record?: boolean;
  key?: { value: string; fingerprint: string };
  now: string;
};

/** As `beginCall`, for a call to a colleague. */
export async function beginColleagueCall(
  tenantId: string,
  userId: string,
  request: ColleagueRequest,
) {
  return Begun.parse(
    await callMachine(
      (sql) =>
        sql`select machine.begin_colleague_call(${tenantId}, ${userId}, ${sql.json(request)}) as result`,
    ),
  );
}
