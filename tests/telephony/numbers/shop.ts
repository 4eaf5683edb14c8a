import { findNumber } from "@/lib/twilio/numbers";
import type { Member, TestTenant } from "@/tests/support/tenant";
import { ask } from "@/tests/telephony/calls/walk";

export type Shown = { number: string; locality: string | null };
export type Answered = { status: number; id?: string; code?: string; message?: string };

/** What is for sale in an area; each test has one of its own, so that nobody is in its way. */
export async function search(member: Member, query: string) {
  const response = await ask(member, `/api/numbers/available?${query}`, { method: "GET" });
  const body = await response.json();
  const numbers: Shown[] = body.numbers ?? [];
  return { status: response.status, ...body, numbers };
}

/** The first number for sale in an area. */
export async function firstIn(tenant: TestTenant, areaCode: string): Promise<string> {
  const { numbers } = await search(tenant.admin, `country=US&area_code=${areaCode}`);
  const [first] = numbers;
  if (!first) throw new Error(`Nothing is for sale in ${areaCode}`);
  return first.number;
}

async function answered(response: Response): Promise<Answered> {
  const { id, error } = await response.json();
  return { status: response.status, id, code: error?.code, message: error?.message };
}

export async function buy(member: Member, body: Record<string, unknown>): Promise<Answered> {
  return answered(await ask(member, "/api/numbers", { body }));
}

export async function release(member: Member, id: string): Promise<Answered> {
  return answered(await ask(member, `/api/numbers/${id}`, { method: "DELETE" }));
}

/** The number as Twilio has it in the tenant's account now. */
export async function atTwilio({ accountSid, authToken }: TestTenant, number: string) {
  return findNumber({ accountSid, authToken }, number);
}

/** Numbers of the tenant that Ringbook uses. */
export async function inRingbook({ admin, id }: TestTenant): Promise<string[]> {
  const { data } = await admin.db
    .from("phone_numbers")
    .select("number")
    .eq("tenant_id", id)
    .is("removed_at", null)
    .order("created_at");
  return (data ?? []).map(({ number }) => number);
}
