"use client";

import { clsx } from "clsx";
import { RefreshCw } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { type Change, concerns } from "@/components/live/interest";
import type { Listener } from "@/components/live/listen";
import { listenLater } from "@/components/live/listen-later";
import { interestsNow, useLive } from "@/components/live/live";
import { scheduleChecks } from "@/components/live/schedule-checks";
import { useRefresh } from "@/components/live/use-refresh";

const startTimeoutMs = 4_000;
/** A check leaves the last two seconds to the next one: what was lost is found within a minute. */
const whileUp = { minMs: 30_000, maxMs: 58_000 };
const whileDown = { minMs: 4_000, maxMs: 6_000 };
const longHiddenMs = 10_000;

/**
 * Keeps what is on the page current: listens to the tenant's topic and refreshes the page when
 * something on it changes. While it cannot listen, it checks every few seconds and says so. Mounted
 * once, in the shell.
 */
export function LiveUpdates({ topic, userId }: { topic: string; userId: string }) {
  const refresh = useRefresh(userId);
  const [up, setUp] = useState<boolean>();
  // Every page has the call bar.
  useLive([
    { subject: "calls", user_id: [userId], callee_id: [userId] },
    { subject: "room_people", user_id: [userId] },
  ]);

  const changed = useRef((_: Change) => {});
  useEffect(() => {
    changed.current = (change) => {
      if (concerns(change, interestsNow())) refresh();
    };
  }, [refresh]);

  const listener = useRef<Listener>(undefined);
  useEffect(() => {
    const late = setTimeout(() => setUp((known) => known ?? false), startTimeoutMs);
    const listening = listenLater(topic, {
      onChange: (change) => changed.current(change),
      onUp: () => {
        setUp(true);
        refresh();
      },
      onDown: () => setUp(false),
      onMissed: refresh,
      onGone: refresh,
    });
    listener.current = listening;
    return () => {
      clearTimeout(late);
      listening.stop();
    };
  }, [topic, refresh]);

  useEffect(
    () => scheduleChecks(() => listener.current?.check(), up === false ? whileDown : whileUp),
    [up],
  );

  // Not everything on a page is live.
  useEffect(() => {
    let hiddenAt = Date.now();
    const onVisibility = () => {
      if (document.visibilityState === "hidden") hiddenAt = Date.now();
      else if (Date.now() - hiddenAt >= longHiddenMs) refresh();
    };
    document.addEventListener("visibilitychange", onVisibility);
    return () => document.removeEventListener("visibilitychange", onVisibility);
  }, [refresh]);

  if (up !== false) return null;
  return (
    <p
      role="status"
      className={clsx(
        "fixed top-16 left-1/2 z-30 flex -translate-x-1/2 items-center gap-1.5 rounded-full",
        "border border-line bg-raised px-3 py-1 text-xs whitespace-nowrap text-muted shadow-sm",
        "md:top-2",
      )}
    >
      <RefreshCw aria-hidden className="size-3" />
      Live updates are off, refreshing every few seconds
    </p>
  );
}
