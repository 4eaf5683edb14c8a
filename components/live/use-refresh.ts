"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useTransition } from "react";
import { isAnythingUnsaved } from "@/components/ui/unsaved";

const shortestGapMs = 300;

/** Whether the session still is this person's; false when nobody answers. */
async function isStillHere(userId: string): Promise<boolean> {
  try {
    const response = await fetch("/api/session", { cache: "no-store" });
    const body: unknown = await response.json();
    return typeof body === "object" && body && "userId" in body ? body.userId === userId : false;
  } catch {
    return false;
  }
}

/**
 * Renders the page again on the server. Requests during a refresh become one more after it. While
 * something typed is not saved, only for the person (`userId`) whose page it is: for anyone else
 * the page would go, and what was typed with it.
 */
export function useRefresh(userId: string): () => void {
  const router = useRouter();
  const [pending, start] = useTransition();
  const busy = useRef(false);
  const wanted = useRef(false);

  const refresh = useCallback(() => {
    if (busy.current) {
      wanted.current = true;
      return;
    }
    busy.current = true;
    if (!isAnythingUnsaved()) {
      start(() => router.refresh());
      return;
    }
    isStillHere(userId).then((here) => {
      if (here) start(() => router.refresh());
      else busy.current = false;
    });
  }, [router, userId]);

  useEffect(() => {
    if (pending || !busy.current) return;
    const timer = setTimeout(() => {
      busy.current = false;
      if (!wanted.current) return;
      wanted.current = false;
      refresh();
    }, shortestGapMs);
    return () => clearTimeout(timer);
  }, [pending, refresh]);

  return refresh;
}
