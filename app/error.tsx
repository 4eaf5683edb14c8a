"use client";

import { NoAnswer } from "@/components/shell/no-answer";

export default function PageError({ reset }: { reset: () => void }) {
  return <NoAnswer retry={reset} />;
}
