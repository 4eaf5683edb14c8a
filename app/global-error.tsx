"use client";

import "@/app/globals.css";
import { NoAnswer } from "@/components/shell/no-answer";

/** When even the frame of the pages failed, as with an incomplete environment. */
export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en">
      <body className="font-sans">
        <NoAnswer retry={reset} />
      </body>
    </html>
  );
}
