import { SearchX } from "lucide-react";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

export default function CallNotFound() {
  return (
    <Card flush>
      <EmptyState
        isPage
        icon={<SearchX />}
        title="This call doesn't exist"
        action={<LinkButton href="/calls">All calls</LinkButton>}
      >
        The link may be wrong, or it belongs to another company.
      </EmptyState>
    </Card>
  );
}
