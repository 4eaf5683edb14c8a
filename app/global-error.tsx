"use client";

import "@/app/globals.css";
import { NoAnswer } from "@/components/shell/no-answer";

/** When even the frame of the pages failed, as with an incomplete environment. */
export default function GlobalError({
  error,
  reset,
}: {
  error: { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body className="font-sans">
        <NoAnswer error={error} retry={reset} />
      </body>
    </html>
  );
}
