import { errorResponse } from "@/lib/core/errors";
import { streamSigned } from "@/lib/files/serve";

/** An audio file that a call plays: Twilio fetches it by the URL that we signed. */
async function handle(request: Request, { params }: { params: Promise<{ id: string }> }) {
  try {
    return await streamSigned(request, (await params).id, new Date());
  } catch (error) {
    return errorResponse(error);
  }
}

export { handle as GET, handle as HEAD };
