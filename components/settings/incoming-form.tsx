"use client";

import { useState, useSyncExternalStore } from "react";
import {
  incomingSettings,
  saveIncomingSettings,
  subscribeIncoming,
  usualSettings,
} from "@/components/call-bar/incoming-settings";
import { chimeOnce, ringOnce } from "@/components/call-bar/ring-tone";
import { Button } from "@/components/ui/button";
import { SwitchField } from "@/components/ui/switch-field";

/** How this browser makes calls and notifications noticed; it applies as soon as it is switched. */
export function IncomingForm() {
  const { notify, sound, events, chime } = useSyncExternalStore(
    subscribeIncoming,
    incomingSettings,
    usualSettings,
  );
  const [problem, setProblem] = useState<string>();

  async function switchShown(which: "notify" | "events", on: boolean) {
    setProblem(undefined);
    if (!on) return saveIncomingSettings({ [which]: false });
    if (!("Notification" in window)) {
      return setProblem("This browser can't show notifications.");
    }
    const allowed = await Notification.requestPermission();
    saveIncomingSettings({ [which]: allowed === "granted" });
    if (allowed !== "granted") {
      setProblem("Your browser blocks notifications. Allow them for this site, then try again.");
    }
  }

  return (
    <div className="flex flex-col gap-5">
      <SwitchField
        label="Show incoming calls"
        hint="When someone calls you and you are in another window."
        checked={notify}
        onChange={(event) => void switchShown("notify", event.currentTarget.checked)}
      />
      <SwitchField
        label="Show notifications"
        hint="Of the kinds that are chosen below, unless you are looking at what they are about."
        checked={events}
        onChange={(event) => void switchShown("events", event.currentTarget.checked)}
      />
      {problem && (
        <p role="alert" className="text-sm text-danger-text">
          {problem}
        </p>
      )}
      <SwitchField
        label="Play a sound"
        hint="While someone calls you. It needs one click on the page after it has loaded."
        checked={sound}
        onChange={(event) => saveIncomingSettings({ sound: event.currentTarget.checked })}
      />
      <SwitchField
        label="Play a sound for new messages"
        hint="Once, when a text comes in for you or for nobody yet."
        checked={chime}
        onChange={(event) => saveIncomingSettings({ chime: event.currentTarget.checked })}
      />
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={ringOnce}>
          Hear the sound
        </Button>
        <Button size="sm" onClick={chimeOnce}>
          Hear the message sound
        </Button>
      </div>
    </div>
  );
}
