"use client";

import { clsx } from "clsx";
import { ChevronDown, HeadphoneOff, Headphones, PhoneOff, SlidersHorizontal } from "lucide-react";
import { useEffect, useState } from "react";
import { goOffline, goOnline, startPhone, usePhone } from "@/components/softphone/browser-phone";
import { Menu } from "@/components/ui/menu";
import { MenuButton, MenuLink } from "@/components/ui/menu-item";
import { Spinner } from "@/components/ui/spinner";

const className =
  "flex min-h-11 items-center gap-2.5 rounded-lg px-3.5 text-left text-sm text-muted transition-colors hover:bg-sunken hover:text-ink disabled:cursor-default md:min-h-9 md:w-full";
const words = "min-w-0 flex-1 truncate max-md:sr-only";

/** Whether calls reach this browser, and the way to change it. In the frame of every page. */
export function PhoneSwitch({ userId }: { userId: string }) {
  const { line, talk } = usePhone();
  const [asking, setAsking] = useState(false);
  useEffect(() => startPhone(userId), [userId]);

  async function online() {
    setAsking(true);
    await goOnline();
    setAsking(false);
  }

  if (line === "offline" || asking) {
    const pending = asking || line !== "offline";
    return (
      <button
        type="button"
        onClick={online}
        disabled={pending}
        aria-busy={pending || undefined}
        title="Make and take calls in this browser"
        className={className}
      >
        {pending ? <Spinner /> : <HeadphoneOff aria-hidden className="size-4 text-faint" />}
        <span className={words}>{pending ? "Turning on…" : "Turn on browser phone"}</span>
      </button>
    );
  }
  const isReady = line === "ready";
  const state = isReady ? "Browser phone on" : "Reconnecting…";
  return (
    <Menu
      label={`${state}: calls in this browser`}
      className={className}
      face={
        <>
          <Headphones
            aria-hidden
            className={clsx("size-4 shrink-0", isReady ? "text-ok-text" : "text-warn-text")}
          />
          <span className={words}>{state}</span>
          <ChevronDown aria-hidden className="hidden size-4 shrink-0 text-faint md:block" />
        </>
      }
      heading={
        isReady ? "Calls reach this browser." : "Calls don't reach this browser at the moment."
      }
    >
      {!talk && (
        <MenuButton onClick={goOffline}>
          <PhoneOff aria-hidden />
          Turn off browser phone
        </MenuButton>
      )}
      <MenuLink href="/settings/profile#microphone">
        <SlidersHorizontal aria-hidden />
        Microphone and speaker
      </MenuLink>
    </Menu>
  );
}
