"use client";

import { useEffect } from "react";
import type { Interest } from "@/components/live/interest";

const onPage = new Set<Interest>();

/** What the page in this tab shows at the moment. */
export function interestsNow(): ReadonlySet<Interest> {
  return onPage;
}

/** Refreshes the page when something of this changes, for as long as the component is mounted. */
export function useLive(interests: readonly Interest[]): void {
  const key = JSON.stringify(interests);
  useEffect(() => {
    const mine: Interest[] = JSON.parse(key);
    for (const interest of mine) onPage.add(interest);
    return () => {
      for (const interest of mine) onPage.delete(interest);
    };
  }, [key]);
}

/** As `useLive`, for server pages: `<Live on={[{ subject: "notes", contact_id: [id] }]} />`. */
export function Live({ on }: { on: readonly Interest[] }) {
  useLive(on);
  return null;
}
