"use client";

import { RefreshCw } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { type Change, concerns } from "@/components/live/interest";
import { listenLater } from "@/components/live/listen-later";
import { interestsNow, useLive } from "@/components/live/live";
import { useRefresh } from "@/components/live/use-refresh";

const askEveryMs = 4_000;

/**
 * Keeps what is on the page current: listens to the tenant's topic and refreshes on what the page shows or on a
 * call of this person. While nothing can be heard it asks every few seconds, and says so. Mounted once, in the shell.
 */
export function LiveUpdates({ topic, userId }: { topic: string; userId: string }) {
  const refresh = useRefresh(userId);
  const [up, setUp] = useState<boolean>();
  // Every page has the call bar.
  useLive([{ subject: "calls", user_id: [userId] }]);

  const changed = useRef((_: Change) => {});
  useEffect(() => {
    changed.current = (change) => {
      if (concerns(change, interestsNow())) refresh();
    };
  }, [refresh]);

  useEffect(() => {
    const late = setTimeout(() => setUp((known) => known ?? false), askEveryMs);
    const stop = listenLater(topic, {
      onChange: (change) => changed.current(change),
      onUp: () => {
        setUp(true);
        refresh();
      },
      onDown: () => setUp(false),
      onMissed: refresh,
      onGone: refresh,
    });
    return () => {
      clearTimeout(late);
      stop();
    };
  }, [topic, refresh]);

  useEffect(() => {
    if (up !== false) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") refresh();
    }, askEveryMs);
    return () => clearInterval(timer);
  }, [up, refresh]);

  useEffect(() => {
    const onFocus = () => {
      if (document.visibilityState === "visible") refresh();
    };
    document.addEventListener("visibilitychange", onFocus);
    return () => document.removeEventListener("visibilitychange", onFocus);
  }, [refresh]);

  if (up !== false) return null;
  return (
    <p
      role="status"
      className="fixed top-16 left-1/2 z-30 flex -translate-x-1/2 items-center gap-1.5 rounded-full border border-line bg-raised px-3 py-1 text-xs whitespace-nowrap text-muted shadow-sm md:top-2"
    >
      <RefreshCw aria-hidden className="size-3" />
      Live updates are off, refreshing every few seconds
    </p>
  );
}
