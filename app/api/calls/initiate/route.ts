import { memberRoute } from "@/lib/auth/route";
import { initiateCall } from "@/lib/calls/initiate";
import { readKey } from "@/lib/calls/once";
import { CallColleague, InitiateCall, isToColleague } from "@/lib/calls/schema";
import { callColleague } from "@/lib/colleagues/call";
import { AppError } from "@/lib/core/errors";

/**
 * Rings the signed-in person's own phone and connects them, or lets their browser connect:
 * `{to, contactId?, from?, record?, device?}`, or for a colleague `{colleagueId, record?, device?}`
 * or `{extension, …}` → 201, once for each `Idempotency-Key`.
 */
export const POST = memberRoute(async (request, member) => {
  const key = readKey(request.headers);
  const body: unknown = await request.json().catch(() => null);
  const { status, body: answer } = isToColleague(body)
    ? await callColleague(member, parsed(CallColleague.safeParse(body)), key)
    : await initiateCall(member, parsed(InitiateCall.safeParse(body)), key);
  return Response.json(answer, { status });
});

type Issue = { message: string; path: PropertyKey[] };

function parsed<Input>(
  input: { success: true; data: Input } | { success: false; error: { issues: Issue[] } },
): Input {
  if (input.success) return input.data;
  const [issue] = input.error.issues;
  throw new AppError(
    "bad_request",
    "invalid_input",
    issue?.message ?? "That isn't a call request",
    {
      details: { field: issue?.path.join(".") || "body" },
    },
  );
}
