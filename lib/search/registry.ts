import "server-only";
import type { Member } from "@/lib/auth/member";
import { findCalls } from "@/lib/search/calls";
import { findColleagues } from "@/lib/search/colleagues";
import { findCompanies } from "@/lib/search/companies";
import { findContacts } from "@/lib/search/contacts";
import { findMessages } from "@/lib/search/messages";
import type { Found } from "@/lib/search/schema";

/**
 * What finds something for a query of at least one letter or digit; RLS decides what a member sees.
 */
export type Source = (member: Member, query: string) => Promise<Found[]>;

/** Every subject that can be found from everywhere, in the order in which it is shown. */
export const sources: Source[] = [
  ...[findColleagues, findContacts, findCompanies, findCalls, findMessages],
];
