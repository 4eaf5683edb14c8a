"use client";

import { useEffect } from "react";
import { useRefresh } from "@/components/live/use-refresh";

const longestMs = 2 ** 31 - 1;
/** The server's clock has passed the moment for certain. */
const behindMs = 100;

/**
 * Renders the page again after so many milliseconds, or, where nobody looks at it then, once
 * somebody does; never for null.
 */
export function RefreshAfter({ ms, userId }: { ms: number | null; userId: string }) {
  const refresh = useRefresh(userId);
  useEffect(() => {
    if (ms === null || ms > longestMs) return;
    const whenSeen = () => {
      if (document.hidden) return;
      document.removeEventListener("visibilitychange", whenSeen);
      refresh();
    };
    const timer = setTimeout(() => {
      document.addEventListener("visibilitychange", whenSeen);
      whenSeen();
    }, Math.max(0, ms) + behindMs);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", whenSeen);
    };
  }, [ms, refresh]);
  return null;
}
