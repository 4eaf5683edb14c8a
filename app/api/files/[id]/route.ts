import { memberRoute } from "@/lib/auth/route";
import { streamAudio } from "@/lib/files/serve";

/** An audio file, for members of its company. */
const handle = memberRoute<{ id: string }>((request, member, { id }) =>
  streamAudio(request, member, id),
);

export { handle as GET, handle as HEAD };
