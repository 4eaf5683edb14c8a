/** Whether the phone of a leg is a browser, by the address of the leg's own end. */
export function isBrowserLeg(leg: { from: string; to: string; isDialled: boolean }): boolean {
  return (leg.isDialled ? leg.to : leg.from).startsWith("client:");
}
