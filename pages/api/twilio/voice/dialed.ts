import { askingWebhook } from "@/lib/voice/receive";

export const config = { api: { bodyParser: false } };

export default askingWebhook("dialed");
