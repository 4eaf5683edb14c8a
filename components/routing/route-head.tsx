import { History } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { PublishedState } from "@/lib/routing/edit/page";

/** A route's name, and what of it answers calls. */
export function RouteHead({
  id,
  name,
  published,
}: {
  id: string;
  name: string;
  published: PublishedState;
}) {
  return (
    <PageHeader
      title={name}
      description={
        <>
          {published.words}{" "}
          {published.isChanged && (
            <Badge tone="accent">Draft has changes that aren't published</Badge>
          )}
        </>
      }
      actions={
        published.hasHistory && (
          <LinkButton size="sm" href={`/settings/routing/${id}/history`}>
            <History aria-hidden className="size-4" />
            History
          </LinkButton>
        )
      }
    />
  );
}
