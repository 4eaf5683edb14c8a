/** As missed_callers.dismissed_reason is checked, and as people read it. */
export const dismissReasons = {
  called_elsewhere: "Called elsewhere",
  spam: "Spam",
  wrong_number: "Wrong number",
  other: "Other",
} as const;
