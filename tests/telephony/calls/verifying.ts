import type { Member, TestTenant } from "@/tests/support/tenant";

export const newPhone = "+12065550166";
export const start = new Date("2026-11-21T12:00:00Z");
export const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);

/** A member who asks for a code, or types one. */
export const meAs = (tenant: TestTenant, member: Member, phone = newPhone) => ({
  user_id: member.userId,
  personal_phone: phone,
  tenant: { id: tenant.id, name: tenant.name },
  db: member.db,
  role: member === tenant.admin ? ("admin" as const) : ("rep" as const),
});

export async function changePhone(member: Member, phone = newPhone): Promise<void> {
  const { error } = await member.db
    .from("personal_phones")
    .update({ phone })
    .eq("user_id", member.userId);
  if (error) throw new Error(error.message);
}

/** Picks up a phone that rings with a code and writes down what it says. */
export async function hearCode(tenant: TestTenant, phone = newPhone): Promise<string> {
  const { carrier, accountSid } = tenant;
  const handset = carrier.handset(accountSid, phone);
  const advance = (seconds: number) => carrier.advance(accountSid, seconds);
  await advance(2);
  await handset.answer();
  await advance(2);
  const spoken = (await handset.state()).hears ?? "";
  await handset.hangup();
  await advance(1);
  return spoken.match(/\d(?:, \d){5}/)?.[0].replaceAll(", ", "") ?? `no code in “${spoken}”`;
}

export const otherThan = (code: string) => (code === "000000" ? "111111" : "000000");
