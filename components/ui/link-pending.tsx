"use client";

import { clsx } from "clsx";
import { useLinkStatus } from "next/link";
import { Spinner } from "@/components/ui/spinner";

/** Within a link: turns from the click on until the page it leads to is here. */
export function LinkPending({ className }: { className?: string }) {
  const { pending } = useLinkStatus();
  return pending ? <Spinner className={clsx("link-pending", className)} /> : null;
}

/** The same without a place of its own: app/globals.css dims the link that it is in. */
export function LinkClicked() {
  const { pending } = useLinkStatus();
  return pending ? <span hidden className="link-clicked" /> : null;
}
