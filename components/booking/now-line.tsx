"use client";

import { useEffect, useState } from "react";
import { type Hours, minutesOf, rowMinutes } from "@/lib/booking/grid";

/** Where the day is now, a step a minute; nothing outside of the hours shown. */
export function NowLine({ hours, timeZone }: { hours: Hours; timeZone: string }) {
  const [now, setNow] = useState<Date>();
  useEffect(() => {
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), 60_000);
    return () => clearInterval(timer);
  }, []);
  if (!now) return null;
  const minutes = minutesOf(now, timeZone) - hours.from * 60;
  if (minutes < 0 || minutes >= (hours.until - hours.from) * 60) return null;
  return (
    <span
      aria-hidden
      className={`pointer-events-none z-20 col-span-full col-start-1 h-0.5 self-start rounded bg-danger row-start-${Math.floor(minutes / rowMinutes) + 1}`}
    />
  );
}
