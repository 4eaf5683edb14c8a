/** LiveKit compares numbers with a plus before them, whether they were written so or not. */
export function normalized(number: string): string {
  return number === "" || number.startsWith("+") ? number : `+${number}`;
}

export function isAmong(number: string, numbers: readonly string[]): boolean {
  return numbers.some((one) => normalized(one) === normalized(number));
}
