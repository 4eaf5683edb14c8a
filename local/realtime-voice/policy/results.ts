import { z } from "zod";

/** What tools answer: whether it went well, and what to say of it; `ask` where that asks back. */
const Result = z
  .object({
    ok: z.boolean().default(true),
    ask: z.boolean().default(false),
    say: z.string().default(""),
  })
  .loose();

const Slot = z.object({
  slot_token: z.string(),
  spoken: z.string().default(""),
  /** ISO 8601. */
  starts_at: z.string().default(""),
});
export type Slot = z.infer<typeof Slot>;

const Service = z.object({ service: z.string(), minutes: z.number() });
const Booking = z.object({ booking: z.string(), service: z.string() });

export type ToolResult = {
  ok: boolean;
  ask: boolean;
  say: string;
  slots: Slot[];
  services: string[];
  bookings: z.infer<typeof Booking>[];
};

/** Reads a tool's output, whatever else is in it. */
export function readResult(output: string): ToolResult {
  const { data } = Result.safeParse(parsed(output));
  const entries = data ? Object.values(data).filter(Array.isArray).flat() : [];
  return {
    ok: data?.ok ?? false,
    ask: data?.ask ?? false,
    say: data?.say ?? "",
    slots: entries.flatMap((entry) => Slot.safeParse(entry).data ?? []),
    services: entries.flatMap((entry) => Service.safeParse(entry).data?.service ?? []),
    bookings: entries.flatMap((entry) => Booking.safeParse(entry).data ?? []),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
