import { after } from "next/server";
import { memberRoute } from "@/lib/auth/route";
import { readCallRequest } from "@/lib/call-control/request";
import { enterCallRoom } from "@/lib/rooms/enter";
import { readAsksToken } from "@/lib/rooms/schema";

/** A way into a call's room: `{as: "answer" | "join" | "listen"}` → `{url, token, identity}`. */
export const POST = memberRoute<{ id: string }>(async (request, member, { id }) => {
  const { callId, body } = await readCallRequest(request, member, id);
  const { as } = readAsksToken(body);
  const { after: lookAfter, ...entry } = await enterCallRoom(member, callId, as);
  if (lookAfter) after(lookAfter);
  return Response.json({ success: true, ...entry }, { headers: { "cache-control": "no-store" } });
});
