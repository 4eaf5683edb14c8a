"use client";

import { useEffect, useState } from "react";
import type { NotificationView } from "@/lib/notifications/view";

/** One's newest notifications, read again whenever `version` changes; the former stay meanwhile. */
export function useNewest(version: string) {
  const [notifications, setNotifications] = useState<NotificationView[]>();
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    const control = new AbortController();
    async function read() {
      try {
        const address = `/api/notifications?${new URLSearchParams({ version })}`;
        const response = await fetch(address, { signal: control.signal });
        if (!response.ok) throw new Error(`${response.status}`);
        const { notifications: newest } = await response.json();
        setNotifications(newest);
        setFailed(false);
      } catch {
        if (!control.signal.aborted) setFailed(true);
      }
    }
    void read();
    return () => control.abort();
  }, [version]);

  return { notifications, failed };
}
