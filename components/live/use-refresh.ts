"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useTransition } from "react";

const shortestGapMs = 300;

/** Renders the page anew on the server. Requests during a refresh become one more after it. */
export function useRefresh(): () => void {
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
    start(() => router.refresh());
  }, [router]);

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
