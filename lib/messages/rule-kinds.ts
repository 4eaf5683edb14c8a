/** What may be answered automatically. */
export const ruleKinds = ["missed_call", "away", "first_contact", "keyword", "any"] as const;
