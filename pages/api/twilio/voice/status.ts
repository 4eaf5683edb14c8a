import { tellingWebhook } from "@/lib/voice/receive";

export const config = { api: { bodyParser: false } };

export default tellingWebhook("status");
