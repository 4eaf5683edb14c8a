import { memberRoute } from "@/lib/auth/route";
import { ContactView } from "@/lib/contact-list/schema";
import { exportContacts } from "@/lib/contacts/export";

/** The contacts of a list as CSV, by the list's own search; that it was taken is logged. */
export const GET = memberRoute(async (request, member) => {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return exportContacts(member, ContactView.parse(query));
});
