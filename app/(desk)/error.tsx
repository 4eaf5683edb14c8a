"use client";

import { NoAnswer } from "@/components/shell/no-answer";

export default function PageError({
  error,
  reset,
}: {
  error: { digest?: string };
  reset: () => void;
}) {
  return <NoAnswer error={error} retry={reset} />;
}
