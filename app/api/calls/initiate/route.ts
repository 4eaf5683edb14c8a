import { memberRoute } from "@/lib/auth/route";
import { initiateCall } from "@/lib/calls/initiate";
import { readKey } from "@/lib/calls/once";
import { InitiateCall } from "@/lib/calls/schema";
import { AppError } from "@/lib/core/errors";

/**
 * Rings the signed-in person's own phone and connects them, or lets their browser connect:
 * `{to, contactId?, from?, record?, device?}` → 201, once for each `Idempotency-Key`.
 */
export const POST = memberRoute(async (request, member) => {
  const key = readKey(request.headers);
  const body: unknown = await request.json().catch(() => null);
  const input = InitiateCall.safeParse(body);
  if (!input.success) {
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
  const { status, body: answer } = await initiateCall(member, input.data, key);
  return Response.json(answer, { status });
});
