"use client";

import { useState } from "react";
import { maxBytes } from "@/lib/files/limits";
import type { AudioFile } from "@/lib/files/store";

type Answer =
  | { success: true; file: AudioFile }
  | { success: false; error: { code: string; message: string } };

/** Uploads an audio file; `problem` is why the last one was not taken. */
export function useUploadAudio(onFile: (file: AudioFile) => void) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function upload(file: File): Promise<void> {
    setProblem(undefined);
    // Not sent in vain; the server checks it too.
    if (file.size > maxBytes) return setProblem(`“${file.name}” is larger than 4 MB.`);
    setBusy(true);
    try {
      const to = `/api/files?${new URLSearchParams({ name: file.name })}`;
      const response = await fetch(to, { method: "POST", body: file });
      const answer: Answer = await response.json();
      if (answer.success) onFile(answer.file);
      else setProblem(answer.error.message);
    } catch {
      setProblem("The file couldn't be uploaded. Try again.");
    } finally {
      setBusy(false);
    }
  }
  return { busy, problem, upload };
}
