"use client";

import dynamic from "next/dynamic";

const Body = dynamic(
  () => import("@/components/softphone/sound-check-body").then((file) => file.SoundCheckBody),
  { ssr: false, loading: () => <div className="min-h-40" /> },
);

/** Chooses microphone and speaker and checks them; its script comes after the page. */
export function SoundCheck() {
  return <Body />;
}
