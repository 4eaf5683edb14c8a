import type { ServerResponse } from "node:http";
import { areaOf } from "@/lib/headers/area";
import { headersFor } from "@/lib/headers/headers-for";

const retryAfterSeconds = 10;
const sentence = "Too many people are using Ringbook right now. Please try again in a few seconds.";

/** Answers 503 in the name of pages and routes that could not be started in time. */
export function sendBusy(response: ServerResponse, target: string): void {
  const area = areaOf(target.split("?", 1)[0] ?? "");
  const json = area === "api";
  const body = json
    ? JSON.stringify({ success: false, error: { code: "busy", message: sentence } })
    : `<!doctype html><html lang="en"><meta charset="utf-8"><title>Ringbook is busy</title><p>${sentence}</p></html>`;
  response.writeHead(503, {
    ...headersFor(area),
    "Cache-Control": "private, no-store",
    "Content-Type": json ? "application/json" : "text/html; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    "Retry-After": retryAfterSeconds,
  });
  response.end(body);
}
