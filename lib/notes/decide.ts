import type { Role } from "@/lib/auth/member";

type Asking = { user_id: string; role: Role };
type Written = { author_id: string | null };

/** Authors edit their notes, everyone those from before notes had authors (policies decide). */
export function mayEditNote({ user_id }: Asking, { author_id }: Written): boolean {
  return author_id === null || author_id === user_id;
}

export function mayDeleteNote({ user_id, role }: Asking, { author_id }: Written): boolean {
  return role === "admin" || author_id === user_id;
}
