import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { dropDraft, keepDraft, readDraft } from "@/components/call-bar/drafts";
import { postWrapUp } from "@/components/call-bar/post-wrap-up";
import { useSignInAgain } from "@/components/ui/form-sign-in";
import { noteUnsaved } from "@/components/ui/unsaved";
import { mergeNotes } from "@/lib/wrapups/decide";

const pauseMs = 600;
const againMs = 5_000;

export type NoteState = { kind: "idle" | "saving" | "saved" } | { kind: "failed"; message: string };

/**
 * A call's note, saved as it is typed. Until it is, it is kept in the browser too: a lost
 * connection, an ended session or a closed tab loses nothing. `stored` is the text as the server
 * has it.
 */
export function useCallNote(userId: string, callId: string, stored: string) {
  const [text, setText] = useState(stored);
  const [state, setState] = useState<NoteState>({ kind: "idle" });
  /** What is typed, and the saved text that it began from. */
  const now = useRef({ text: stored, was: stored });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const saving = useRef(false);
  const asked = useRef(false);
  const { signIn, dialog } = useSignInAgain(() => {
    asked.current = false;
    void save();
  });

  const later = (ms: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(), ms);
  };

  const show = (next: string) => {
    now.current.text = next;
    setText(next);
  };

  async function save(): Promise<void> {
    clearTimeout(timer.current);
    const { text: sent, was } = now.current;
    if (saving.current || sent === was) return;
    saving.current = true;
    setState({ kind: "saving" });
    const answer = await postWrapUp(callId, { note: sent, was });
    saving.current = false;
    if (answer.kind === "saved") {
      noteUnsaved(now, false);
      if (answer.theirs === undefined) now.current.was = sent;
      else {
        show(mergeNotes(was, now.current.text, answer.theirs));
        now.current.was = answer.theirs;
      }
      if (now.current.text === now.current.was) {
        dropDraft(userId, callId);
        setState({ kind: "saved" });
      } else {
        keepDraft(userId, callId, now.current);
        later(pauseMs);
      }
      return;
    }
    noteUnsaved(now, true);
    if (answer.kind !== "signed_out") {
      setState({ kind: "failed", message: answer.message });
      later(againMs);
      return;
    }
    setState({ kind: "failed", message: "Not saved yet: you were signed out." });
    if (!asked.current) {
      asked.current = true;
      signIn();
    }
  }

  const change = (next: string) => {
    show(next);
    keepDraft(userId, callId, now.current);
    setState({ kind: "saving" });
    later(pauseMs);
  };

  const restore = useEffectEvent(() => {
    const draft = readDraft(userId, callId);
    if (!draft || draft.text === now.current.text) return;
    now.current.was = draft.was;
    change(draft.text);
  });
  const saveNow = useEffectEvent(() => void save());
  const adopt = useEffectEvent((saved: string) => {
    const { text: typed, was } = now.current;
    if (typed !== was || saving.current) return;
    // The server trims; what is only that is left as it is typed.
    if (saved === typed.trim()) return;
    now.current.was = saved;
    show(saved);
  });

  useEffect(() => adopt(stored), [stored]);
  useEffect(() => {
    restore();
    const online = () => saveNow();
    window.addEventListener("online", online);
    window.addEventListener("pagehide", online);
    return () => {
      window.removeEventListener("online", online);
      window.removeEventListener("pagehide", online);
      saveNow();
      noteUnsaved(now, false);
    };
  }, []);

  const signInAgain = useCallback(() => signIn(), [signIn]);
  return { text, state, change, save, signIn: signInAgain, dialog };
}
