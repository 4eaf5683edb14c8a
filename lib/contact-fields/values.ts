import { z } from "zod";
import type { ContactField, FieldType, FieldValue, FieldValues } from "@/lib/contact-fields/types";
import { cleanLine } from "@/lib/core/text";

const Values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** `contacts.custom` as it is read. */
export function readValues(custom: unknown): FieldValues {
  return Values.safeParse(custom).data ?? {};
}

/** A value typed into a field: what is kept, null for nothing, or why it does not fit. */
export type ReadValue = { value: FieldValue | null } | { error: string };

/** Reads what was typed into a field as its type; `was` is a choice that may stay. */
export function readValue(field: ContactField, typed: string, was?: FieldValue): ReadValue {
  const text = cleanLine(typed);
  if (text === "") return { value: null };
  if (field.type === "choice" && text === was) return { value: text };
  return readers[field.type](text, field);
}

const maxLength = 1000;
const day = /^\d{4}-\d{2}-\d{2}$/;

const readers: Record<FieldType, (text: string, field: ContactField) => ReadValue> = {
  text: (text) =>
    text.length > maxLength ? { error: `At most ${maxLength} characters` } : { value: text },
  number: (text) => {
    // As people write it: 1,234.5 and 1 234.5.
    const value = Number(text.replace(/(?<=\d)[,\s](?=\d{3}(\D|$))/g, ""));
    return Number.isFinite(value) ? { value } : { error: "Enter a number" };
  },
  date: (text) =>
    day.test(text) && new Date(`${text}T00:00Z`).toJSON()?.startsWith(text)
      ? { value: text }
      : { error: "Enter a date as 2026-11-29" },
  choice: (text, { choices }) => {
    const value = choices.find((choice) => choice.toLowerCase() === text.toLowerCase());
    return value === undefined ? { error: "Choose one of the list" } : { value };
  },
  checkbox: (text) => {
    if (/^(on|true|yes|1|x)$/i.test(text)) return { value: true };
    return /^(off|false|no|0)$/i.test(text) ? { value: null } : { error: "Enter yes or no" };
  },
  link: (text) => {
    const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
    const isLink = URL.canParse(address) && /^https?:\/\/[^\s/]+\.[^\s]+$/i.test(address);
    if (!isLink || address.length > maxLength) return { error: "That isn't a link" };
    return { value: address };
  },
};
