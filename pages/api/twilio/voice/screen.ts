import { askingWebhook } from "@/lib/calls/voice/receive";

export const config = { api: { bodyParser: false } };

export default askingWebhook("screen");
