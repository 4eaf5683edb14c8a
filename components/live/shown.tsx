"use client";

import { useEffect } from "react";
import type { Interest } from "@/components/live/interest";

const onPage = new Set<Interest>();

/** What the page in this tab shows at the moment. */
export function shownNow(): ReadonlySet<Interest> {
  return onPage;
}

/** Says what this part of the page shows, for as long as it is there. */
export function Shown({ interest }: { interest: Interest }) {
  const key = JSON.stringify(interest);
  useEffect(() => {
    const mine: Interest = JSON.parse(key);
    onPage.add(mine);
    return () => {
      onPage.delete(mine);
    };
  }, [key]);
  return null;
}
