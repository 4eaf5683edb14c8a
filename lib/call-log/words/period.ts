/** Days that people ask for by name; `custom` is two days of their choice. */
export const periodNames = {
  today: "Today",
  yesterday: "Yesterday",
  week: "Last 7 days",
  month: "Last 30 days",
  quarter: "Last 90 days",
  custom: "Custom dates",
} as const;
export type Period = keyof typeof periodNames;

export const periods = ["today", "yesterday", "week", "month", "quarter", "custom"] as const;
