"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { answerWords, reachMs } from "@/components/softphone/answer-words";
import { noneOnServer, ringsOn, subscribeEnabled } from "@/components/softphone/enabled";

/** Says where a call can be answered that does not ring in this browser. */
export function AnswerElsewhere() {
  const rings_on = useSyncExternalStore(subscribeEnabled, ringsOn, noneOnServer);
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), reachMs);
    return () => clearTimeout(timer);
  }, []);
  const words = answerWords(rings_on, isLate);
  if (!words) return null;
  return <p className="text-[13px] text-muted max-md:pl-13 md:max-w-40 md:text-right">{words}</p>;
}
