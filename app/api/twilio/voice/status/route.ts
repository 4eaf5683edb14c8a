import { tellingWebhook } from "@/lib/calls/voice/receive";

export const POST = tellingWebhook("status");
