import { Search, Users } from "lucide-react";
import { ImportContacts, NewContact } from "@/components/contact-list/list-actions";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

/** In place of a company's first contacts. */
export function NoContacts() {
  return (
    <EmptyState
      icon={<Users />}
      title="No contacts yet"
      action={
        <div className="flex flex-wrap justify-center gap-2">
          <NewContact />
          <ImportContacts />
        </div>
      }
    >
      Add the first person you want to call, or import a list. Their calls and recordings will be
      kept here.
    </EmptyState>
  );
}

/** In place of contacts that match. `isGone`: a filter asks for what was deleted. */
export function NoMatch({ q, isGone }: { q: string; isGone: boolean }) {
  return (
    <EmptyState
      icon={<Search />}
      title={q ? `Nothing found for “${q}”` : "No contacts match"}
      action={<LinkButton href="/contacts">Show all contacts</LinkButton>}
    >
      {isGone
        ? "A filter asks for something that was deleted. Take it off."
        : "Search by name, company or number, or take a filter off."}
    </EmptyState>
  );
}
