import { tellingWebhook } from "@/lib/calls/voice/receive";

export const config = { api: { bodyParser: false } };

export default tellingWebhook("recording");
