import { askingWebhook } from "@/lib/calls/voice/receive";

export const POST = askingWebhook("answer");
