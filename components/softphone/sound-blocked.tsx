"use client";

import { VolumeX } from "lucide-react";
import { useEffect, useState } from "react";

/** Browsers play nothing on a page that was not clicked yet: then no call can be heard ringing. */
export function SoundBlocked({ className }: { className: string }) {
  const [isBlocked, setBlocked] = useState(false);
  useEffect(() => {
    const context = new AudioContext();
    const look = () => setBlocked(context.state === "suspended");
    const wake = () => void context.resume();
    context.addEventListener("statechange", look);
    for (const event of ["pointerdown", "keydown"]) document.addEventListener(event, wake);
    const late = setTimeout(look, 500);
    return () => {
      clearTimeout(late);
      context.removeEventListener("statechange", look);
      for (const event of ["pointerdown", "keydown"]) document.removeEventListener(event, wake);
      void context.close();
    };
  }, []);
  if (!isBlocked) return null;
  return (
    <p role="status" className={className}>
      <VolumeX aria-hidden className="size-4 shrink-0 text-warn-text" />
      Click anywhere on this page, so that your browser lets it ring.
    </p>
  );
}
