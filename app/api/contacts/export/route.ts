import { memberRoute } from "@/lib/auth/route";
import { exportContacts } from "@/lib/contacts/export";
import { ListContacts } from "@/lib/contacts/schema";

/** The contacts of a list as CSV, by the list's own search; that it was taken is logged. */
export const GET = memberRoute(async (request, member) => {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return exportContacts(member, ListContacts.parse(query));
});
