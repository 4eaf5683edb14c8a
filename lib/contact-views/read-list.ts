import "server-only";
import type { Member } from "@/lib/auth/member";
import { readCompanyNames, readFilterNames } from "@/lib/contact-list/names";
import type { ContactView } from "@/lib/contact-list/schema";
import { countView, listView } from "@/lib/contact-list/store";
import { openView } from "@/lib/contact-views/open";
import { listViews } from "@/lib/contact-views/store";

/** A page of the list that an address asks for, with the saved views and the names around it. */
export async function readList(member: Member, asked: ContactView, size: number) {
  const { db, tenant } = member;
  const read = (view: ContactView) => listView(db, view, { country: tenant.country_code, size });
  const saved = listViews(db, tenant.id);
  // What a saved view shows is not known before it is read.
  const page = asked.saved ? saved.then((views) => read(openView(asked, views).view)) : read(asked);
  const [views, { rows, next }, options] = await Promise.all([
    saved,
    page,
    readFilterNames(member),
  ]);
  const opened = openView(asked, views);
  const { view } = opened;
  const isAll = !view.after && !next;
  const [companies, count] = await Promise.all([
    readCompanyNames(member, rows, view.filter.company),
    isAll ? rows.length : countView(db, view, tenant.country_code),
  ]);
  return { views, opened, rows, next, count, options, names: { ...options, companies } };
}
