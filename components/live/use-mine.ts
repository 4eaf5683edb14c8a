"use client";

import { useCallback, useRef } from "react";
import { browserDb } from "@/lib/supabase/browser";

/** Calls `onMine` when one of the given calls is this person's. Ids that come in while it asks are asked together. */
export function useMine(userId: string, onMine: () => void): (callId: string) => void {
  const waiting = useRef(new Set<string>());
  const asking = useRef(false);

  return useCallback(
    async (callId: string) => {
      waiting.current.add(callId);
      if (asking.current) return;
      asking.current = true;
      try {
        while (waiting.current.size > 0) {
          const ids = [...waiting.current].slice(0, 100);
          for (const id of ids) waiting.current.delete(id);
          const { data, error } = await browserDb()
            .from("calls")
            .select("id")
            .in("id", ids)
            .eq("user_id", userId)
            .limit(1);
          if (error || data.length > 0) onMine();
        }
      } finally {
        asking.current = false;
      }
    },
    [userId, onMine],
  );
}
