export const typeNames = { local: "Local", mobile: "Mobile", tollfree: "Toll-free" } as const;

/** "$1.15 a month"; what nobody knows is said so. */
export function monthly(price: { amount: number; currency: string } | undefined): string {
  if (!price) return "price unknown";
  const { amount, currency } = price;
  const written = new Intl.NumberFormat("en-US", { style: "currency", currency }).format(amount);
  return `${written} a month`;
}
