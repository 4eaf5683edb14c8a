import { SearchX } from "lucide-react";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

export default function ContactNotFound() {
  return (
    <Card flush>
      <EmptyState
        isPage
        icon={<SearchX />}
        title="This contact doesn't exist"
        action={<LinkButton href="/contacts">All contacts</LinkButton>}
      >
        The link may be wrong, or it belongs to another company.
      </EmptyState>
    </Card>
  );
}
