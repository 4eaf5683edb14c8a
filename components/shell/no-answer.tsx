"use client";

import { CloudOff } from "lucide-react";
import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** In place of a page that failed; `retry` draws it anew. */
export function NoAnswer({ retry }: { retry: () => void }) {
  const router = useRouter();
  function again() {
    startTransition(() => {
      router.refresh();
      retry();
    });
  }
  return (
    <div className="flex min-h-[70dvh] items-center justify-center">
      <EmptyState
        icon={<CloudOff />}
        title="This page could not be loaded"
        action={
          <Button variant="primary" onClick={again}>
            Try again
          </Button>
        }
      >
        Ringbook or its database did not answer. What you saved is safe.
      </EmptyState>
    </div>
  );
}
