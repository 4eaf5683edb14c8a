"use client";

import { type ComponentType, type ReactNode, useCallback, useState } from "react";

type DialogProps = { open: boolean; onOpenChange: (open: boolean) => void; onSignedIn: () => void };

/** The sign-in over a form whose session has ended; its code is fetched when it is needed. */
export function useSignInAgain(onSignedIn: () => void): { signIn: () => void; dialog: ReactNode } {
  const [open, setOpen] = useState(false);
  const [SignInAgain, setDialog] = useState<ComponentType<DialogProps>>();
  const signIn = useCallback(() => {
    setOpen(true);
    import("@/components/auth/sign-in-again").then(
      (loaded) => setDialog(() => loaded.SignInAgain),
      () => window.open("/login", "_blank", "noopener"),
    );
  }, []);
  const dialog = SignInAgain && (
    <SignInAgain
      open={open}
      onOpenChange={setOpen}
      onSignedIn={() => {
        setOpen(false);
        onSignedIn();
      }}
    />
  );
  return { signIn, dialog };
}
