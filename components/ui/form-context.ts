"use client";

import { createContext, useContext } from "react";
import type { ActionState, FormPerson } from "@/lib/auth/form-state";

type FormFacts = {
  state: ActionState<unknown>;
  pending: boolean;
  /** Opens the sign-in over the form. */
  signIn: () => void;
  /** A control that sends no input events says so when it was changed. */
  touch: () => void;
};

const nothing = () => {};
export const FormFactsContext = createContext<FormFacts>({
  state: { kind: "idle" },
  pending: false,
  signIn: nothing,
  touch: nothing,
});

/**
 * What the form around a component knows: the last answer of its action, and whether one is under
 * way.
 */
export function useForm(): FormFacts {
  return useContext(FormFactsContext);
}

/**
 * What was typed into a field of this name, where the page was rendered again after a form was sent
 * without script.
 */
export function useSent(name: string | undefined): string | undefined {
  const { state } = useForm();
  if (name === undefined || !("sent" in state)) return undefined;
  const value = state.sent?.values[name];
  return typeof value === "string" ? value : undefined;
}

const Person = createContext<FormPerson | undefined>(undefined);

/** Whoever is signed in on the pages inside: their forms say by whom they were opened. */
export const FormPersonProvider = Person.Provider;

export function useFormPerson(): FormPerson | undefined {
  return useContext(Person);
}
