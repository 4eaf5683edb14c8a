import { Compass } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

/** In place of a page that does not exist, or not for this person. */
export function NotHere() {
  return (
    <div className="flex min-h-[70dvh] items-center justify-center">
      <EmptyState
        icon={<Compass />}
        isPage
        title="This page doesn't exist"
        action={<LinkButton href="/contacts">Go to contacts</LinkButton>}
      >
        Check the address, or go back.
      </EmptyState>
    </div>
  );
}
