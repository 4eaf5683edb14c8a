import { memberRoute } from "@/lib/auth/route";
import { mintToken } from "@/lib/softphone/token";

/** How one's browser signs in to Twilio: `{token, identity, expiresAt, signalling?}`. */
export const POST = memberRoute(async (_request, member) =>
  Response.json({ success: true, ...(await mintToken(member, new Date())) }),
);
