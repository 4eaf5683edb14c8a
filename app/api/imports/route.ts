import { memberRoute } from "@/lib/auth/route";
import { receiveUpload } from "@/lib/imports/receive";

/** A file of contacts: a piece of it from a script, or all of it from a form. */
export const POST = memberRoute(receiveUpload);
