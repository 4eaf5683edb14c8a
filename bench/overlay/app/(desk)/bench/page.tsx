import { requireMember } from "@/lib/auth/member";

/** What a page costs at least: layout and session check. */
export default async function EmptyPage() {
  await requireMember();
  return <p>Nothing</p>;
}
