import { Badge } from "@/components/ui/badge";
import { PageHeader } from "@/components/ui/page-header";
import type { PublishedState } from "@/lib/routing/edit/page";

/** A route's name, and what of it answers calls. */
export function RouteHead({
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
            <Badge tone="accent">Draft has changes that are not published</Badge>
          )}
        </>
      }
    />
  );
}
