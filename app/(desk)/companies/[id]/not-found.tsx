import { SearchX } from "lucide-react";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

export default function CompanyNotFound() {
  return (
    <Card flush>
      <EmptyState
        isPage
        icon={<SearchX />}
        title="This company doesn't exist"
        action={<LinkButton href="/companies">All companies</LinkButton>}
      >
        The link may be wrong, or it belongs to someone else.
      </EmptyState>
    </Card>
  );
}
