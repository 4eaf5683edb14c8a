import type { Role } from "@/lib/auth/member";

/** What each role is called and may do, from the least to the most. */
export const roleWords: Record<Role, { name: string; may: string }> = {
  rep: { name: "Rep", may: "Calls contacts and hears their own recordings." },
  manager: { name: "Manager", may: "Also sees every call and hears every recording." },
  admin: { name: "Admin", may: "Also manages people, the company and Twilio." },
};

export function isRole(value: unknown): value is Role {
  return typeof value === "string" && value in roleWords;
}
