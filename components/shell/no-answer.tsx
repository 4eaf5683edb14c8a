"use client";

import { CloudOff } from "lucide-react";
import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** In place of a page that failed, and says no more than is known; `retry` renders it again. */
export function NoAnswer({ error, retry }: { error: { digest?: string }; retry: () => void }) {
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
        isPage
        title="This page couldn't be loaded"
        action={
          <Button variant="primary" onClick={again}>
            Try again
          </Button>
        }
      >
        Something went wrong. Try again; if it keeps failing, tell your admin
        {error.digest ? `, with this code from the server’s log: ${error.digest}` : ""}.
      </EmptyState>
    </div>
  );
}
