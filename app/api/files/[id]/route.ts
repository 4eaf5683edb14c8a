import { memberRoute } from "@/lib/auth/route";
import { streamOwn } from "@/lib/files/serve";

/** An audio file, or a file of a message, for members of its company. */
const handle = memberRoute<{ id: string }>((request, member, { id }) =>
  streamOwn(request, member, id),
);

export { handle as GET, handle as HEAD };
