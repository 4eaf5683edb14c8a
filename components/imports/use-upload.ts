"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { partBytes } from "@/lib/imports/limits";

const tries = 3;
const noAnswer = "The upload was interrupted. Check your connection and try again.";

/**
 * Sends a file in pieces and goes on to its page. `share` (0 to 1) is how much is there, undefined
 * while nothing is sent.
 */
export function useUpload(id: string) {
  const router = useRouter();
  const [share, setShare] = useState<number>();
  const [problem, setProblem] = useState<string>();

  async function send(file: File) {
    setProblem(undefined);
    setShare(0);
    // Another try is another import: pieces of the first may be there.
    const own = problem ? crypto.randomUUID() : id;
    const failure = await sendParts(own, file, setShare);
    if (failure) {
      setProblem(failure);
      setShare(undefined);
    } else router.push(`/contacts/import/${own}`);
  }

  return { share, problem, send };
}

async function sendParts(id: string, file: File, onShare: (share: number) => void) {
  const parts = Math.max(1, Math.ceil(file.size / partBytes));
  for (let part = 0; part < parts; part += 1) {
    const query = new URLSearchParams({
      ...{ id, name: file.name, part: String(part), last: String(part === parts - 1) },
    });
    const piece = file.slice(part * partBytes, (part + 1) * partBytes);
    const failure = await sendPart(`/api/imports?${query}`, piece);
    if (failure) return failure;
    onShare((part + 1) / parts);
  }
  return undefined;
}

async function sendPart(url: string, body: Blob): Promise<string | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body,
    }).catch(() => null);
    if (response?.ok) return undefined;
    if (response && response.status < 500) return messageOf(response);
    if (attempt === tries) return response ? messageOf(response) : noAnswer;
  }
}

async function messageOf(response: Response): Promise<string> {
  const answer: unknown = await response.json().catch(() => null);
  const error = answer && typeof answer === "object" && "error" in answer ? answer.error : null;
  const has = error && typeof error === "object" && "message" in error;
  return has && typeof error.message === "string" ? error.message : noAnswer;
}
