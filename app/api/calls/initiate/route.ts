import { memberRoute } from "@/lib/auth/route";
import { initiateCall } from "@/lib/calls/initiate";
import { InitiateCall } from "@/lib/calls/schema";
import { AppError } from "@/lib/errors";

/** Rings the signed-in person's own phone and connects them: `{to, contactId?, record?}` → 201. */
export const POST = memberRoute(async (request, member) => {
  const body: unknown = await request.json().catch(() => null);
  const input = InitiateCall.safeParse(body);
  if (!input.success) {
    const [issue] = input.error.issues;
    throw new AppError(
      "bad_request",
      "invalid_input",
      issue?.message ?? "That is not a call request",
      {
        details: { field: issue?.path.join(".") || "body" },
      },
    );
  }
  const placed = await initiateCall(member, input.data);
  return Response.json({ success: true, ...placed }, { status: 201 });
});
