import { expect } from "vitest";
import type { Member, TestTenant } from "@/tests/support/tenant";
import { ask, callRow, customer, everyoneAnswers, place } from "@/tests/telephony/calls/walk";

/** What people do on a call of a tenant, and what becomes of it. */
export function callOf(tenant: TestTenant) {
  const { carrier, accountSid } = tenant;
  const advance = (seconds: number) => carrier.advance(accountSid, seconds);
  const handset = (number: string) => carrier.handset(accountSid, number);
  /** Each person's seconds of talk, by role and person. */
  async function talks(call: string) {
    const { data } = await tenant.manager.db
      .from("call_legs")
      .select("role, user_id, talk_seconds, status")
      .eq("call_id", call)
      .order("first_seen_at");
    return data;
  }

  return {
    advance,
    handset,
    idle: () => carrier.runUntilIdle(accountSid),
    /** A rep calls the customer; both talk. Gives the call's id. */
    async callOut(): Promise<string> {
      await everyoneAnswers(tenant);
      const call = await place(tenant);
      await advance(20);
      expect(await callRow(tenant, call)).toMatchObject({ stage: "connected" });
      return call;
    },
    /** The customer calls the number that rings a rep; both talk. Gives the call's id. */
    async callIn(): Promise<string> {
      await everyoneAnswers(tenant);
      await handset(customer).dial(tenant.number);
      await advance(20);
      const { data } = await tenant.manager.db.from("calls").select("id, stage");
      expect(data).toMatchObject([{ stage: "connected" }]);
      return data?.[0]?.id ?? "";
    },
    /** A person's phone rings and they press 1 as soon as they are asked. */
    takesCalls: (member: Member) =>
      carrier.scriptHandset(accountSid, member.phone, {
        ...{ behaviour: "answers", afterSeconds: 3 },
        press: [{ digits: "1", whenGathering: true }],
      }),
    state: async (number: string) => (await handset(number).state()).state,
    hears: async (number: string) => (await handset(number).state()).hears,
    /** The stage of a call, and who else is on it. */
    async stage(call: string) {
      const { stage, status, also_on } = await callRow(tenant, call);
      return { stage, status, also_on };
    },
    talks,
    /** The seconds that one person talked, over all their legs. */
    async talkOf(call: string, userId: string): Promise<number> {
      const own = (await talks(call))?.filter(({ user_id }) => user_id === userId) ?? [];
      return own.reduce((sum, { talk_seconds }) => sum + (talk_seconds ?? 0), 0);
    },
  };
}

/** Asks for something on a call; gives the status, and the code of a refusal. */
export async function change(who: Member, call: string, verb: string, body?: object) {
  const response = await ask(who, `/api/calls/${call}/${verb}`, { body });
  const { error } = await response.json();
  return error ? `${response.status} ${error.code}` : response.status;
}
