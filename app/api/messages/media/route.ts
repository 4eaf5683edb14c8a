import { memberRoute } from "@/lib/auth/route";
import { receiveMedia } from "@/lib/messages/media-upload";

/** A picture or file for a message: the body, called `?name=`. */
export const POST = memberRoute(receiveMedia);
