import type { ServerResponse } from "node:http";
import { answerHeaders } from "@/lib/answer-headers";

const retryAfterSeconds = 10;
const sentence = "Many people are reading at this moment. Please try again in a few seconds.";

/** Answers 503 in the name of pages and routes that could not be started in time. */
export function sendBusy(response: ServerResponse, target: string): void {
  const json = target.startsWith("/api/");
  const body = json
    ? JSON.stringify({ success: false, error: { code: "busy", message: sentence } })
    : `<!doctype html><html lang="en"><meta charset="utf-8"><title>Ringbook is busy</title><p>${sentence}</p></html>`;
  response.writeHead(503, {
    ...answerHeaders,
    "Cache-Control": "private, no-store",
    "Content-Type": json ? "application/json" : "text/html; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    "Retry-After": retryAfterSeconds,
  });
  response.end(body);
}
