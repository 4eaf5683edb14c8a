"use client";

import { useEffect, useSyncExternalStore } from "react";
import {
  incomingSettings,
  subscribeIncoming,
  usualSettings,
} from "@/components/call-bar/incoming-settings";
import { ringInOneTab } from "@/components/call-bar/ring-tone";
import { holdTitle } from "@/components/shell/page-title";

/** Makes an incoming call noticed while it rings: by the tab's title, and as this device is set. */
export function Incoming({ callId, customer }: { callId: string; customer: string }) {
  const { notify, sound } = useSyncExternalStore(
    subscribeIncoming,
    incomingSettings,
    usualSettings,
  );
  useEffect(() => holdTitle(`☎ ${customer} is calling`), [customer]);
  useEffect(() => {
    if (!notify || !("Notification" in window) || Notification.permission !== "granted") return;
    if (document.hasFocus()) return;
    // The same tag in every tab: one notification is shown.
    const shown = new Notification(`Incoming call from ${customer}`, { tag: callId });
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
    return () => shown.close();
  }, [notify, customer, callId]);
  useEffect(() => (sound ? ringInOneTab() : undefined), [sound]);
  return null;
}
