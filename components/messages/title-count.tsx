"use client";

import { useEffect } from "react";
import { countInTitle } from "@/components/shell/page-title";

/** How many conversations are unread, in the tab's title; "" for none. */
export function TitleCount({ count }: { count: string }) {
  useEffect(() => countInTitle(count), [count]);
  return null;
}
