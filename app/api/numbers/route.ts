import { memberRoute } from "@/lib/auth/route";
import { readInput } from "@/lib/numbers/api";
import { buyNumber } from "@/lib/numbers/buy";
import { BuyNumber } from "@/lib/numbers/order-schema";

/**
 * Buys a number, set up for calls and messages: `{number, country?, type?, name?, forward_to?}` →
 * 201, or 200 where the company has it already.
 */
export const POST = memberRoute(
  async (request, member) => {
    const wanted = readInput(BuyNumber, await request.json().catch(() => null));
    const { bought, ...answer } = await buyNumber(member, wanted);
    return Response.json({ success: true, ...answer }, { status: bought ? 201 : 200 });
  },
  { role: "admin" },
);
