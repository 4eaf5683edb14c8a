import { z } from "zod";

/** What tools answer: whether it went well, and what to say of it. */
const Result = z.object({ ok: z.boolean().default(true), say: z.string().default("") }).loose();

const Slot = z
  .object({
    slot_token: z.string(),
    spoken: z.string().optional(),
    starts_at: z.string().optional(),
  })
  .loose();
export type Slot = z.infer<typeof Slot>;

const Named = z.object({ name: z.string(), spoken: z.array(z.string()).default([]) }).loose();
const Booking = z.object({ booking: z.string().optional(), id: z.string().optional() }).loose();

export type ToolResult = {
  ok: boolean;
  say: string;
  slots: Slot[];
  names: { name: string; spoken: string[] }[];
  bookings: string[];
};

/** Reads a tool's output, whatever else is in it. */
export function readResult(output: string): ToolResult {
  const value = parsed(output);
  const result = Result.safeParse(value);
  const lists = result.success ? Object.values(result.data).filter(Array.isArray).flat() : [];
  return {
    ok: result.success ? result.data.ok : false,
    say: result.success ? result.data.say : "",
    slots: lists.flatMap((entry) => Slot.safeParse(entry).data ?? []),
    names: lists.flatMap((entry) => Named.safeParse(entry).data ?? []),
    bookings: lists.flatMap((entry) => {
      const { booking, id } = Booking.safeParse(entry).data ?? {};
      return booking ?? id ?? [];
    }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
