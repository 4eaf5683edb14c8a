"use client";

import { countSegments } from "@/lib/messages/segments";

/** How a text is sent, while it is typed: segments, what forces them to be short, what it costs. */
export function Counter({
  text,
  perSegment,
}: {
  text: string;
  perSegment?: { price: number; unit: string };
}) {
  const { encoding, segments, used, room, forcing } = countSegments(text);
  if (segments === 0) return null;
  const price =
    perSegment &&
    new Intl.NumberFormat("en-US", {
      ...{ style: "currency", currency: perSegment.unit },
      ...{ minimumFractionDigits: 2, maximumFractionDigits: 4 },
    }).format(perSegment.price * segments);
  const why = forcing.map((each) => `“${each}”`).join(" ");
  return (
    <p className="text-xs text-muted tabular-nums">
      {used}/{room} · {segments === 1 ? "1 segment" : `${segments} segments`}
      {encoding === "UCS-2" && ` · UCS-2 because of ${why}`}
      {price && ` · about ${price}`}
    </p>
  );
}
