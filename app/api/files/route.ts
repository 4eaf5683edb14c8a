import { memberRoute } from "@/lib/auth/route";
import { receiveAudio } from "@/lib/files/upload";

/** An audio file for routes: the body, called `?name=`. */
export const POST = memberRoute(receiveAudio, { role: "admin" });
