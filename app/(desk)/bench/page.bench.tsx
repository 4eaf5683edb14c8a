import { requireMember } from "@/lib/auth/member";

/** What a page costs at least: layout and session check. Part of the build of `npm run bench` alone. */
export default async function EmptyPage() {
  await requireMember();
  return <p>Nothing</p>;
}
