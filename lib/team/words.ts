import type { Role } from "@/lib/auth/member";

/** The roles from least to most; `invited` completes "You're invited as". */
export const roleWords: Record<Role, { name: string; may: string; invited: string }> = {
  rep: {
    name: "Rep",
    may: "Calls contacts and hears their own recordings.",
    invited: "a rep. You can call contacts and hear your own recordings.",
  },
  manager: {
    name: "Manager",
    may: "Also hears every recording.",
    invited: "a manager. You can call contacts and hear every recording.",
  },
  admin: {
    name: "Admin",
    may: "Also manages people, the company and Twilio.",
    invited: "an admin. You can also manage people, the company and Twilio.",
  },
};

export function isRole(value: unknown): value is Role {
  return typeof value === "string" && value in roleWords;
}
