import type { Member } from "./tenant";

/** The session cookie a browser of this member would send. */
export async function sessionCookie(member: Pick<Member, "db" | "email">): Promise<string> {
  const { data } = await member.db.auth.getSession();
  if (!data.session) throw new Error(`${member.email} has no session`);
  const value = Buffer.from(JSON.stringify(data.session)).toString("base64url");
  return `sb-127-auth-token=base64-${value}`;
}
