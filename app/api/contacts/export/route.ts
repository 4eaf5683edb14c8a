import { memberRoute } from "@/lib/auth/route";
import { ContactView, SelectedIds } from "@/lib/contact-list/schema";
import { exportContacts } from "@/lib/contacts/export";
import { AppError } from "@/lib/core/errors";

/**
 * The contacts of a list as CSV, by the list's own search, or those that were selected in it
 * (`ids`); that it was taken is logged.
 */
export const GET = memberRoute(async (request, member) => {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  // Never more than was selected, whatever the address says.
  const selected = SelectedIds.safeParse(query.ids);
  if (!selected.success)
    throw new AppError("unprocessable", "not_selected", "Select up to 100 contacts to export.");
  return exportContacts(member, ContactView.parse(query), selected.data);
});
