import { SearchX } from "lucide-react";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

export default function CallListNotFound() {
  return (
    <Card flush>
      <EmptyState
        isPage
        icon={<SearchX />}
        title="This call list doesn't exist"
        action={<LinkButton href="/call-lists">All call lists</LinkButton>}
      >
        The link may be wrong, or the list was deleted.
      </EmptyState>
    </Card>
  );
}
