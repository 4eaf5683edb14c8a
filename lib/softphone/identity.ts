/** The name of a person's browsers at Twilio: letters, digits and underscores only. */
export function identityOf(userId: string): string {
  return `u_${userId.replaceAll("-", "")}`;
}

const address = /^client:u_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/;

/** The person whom an address at Twilio (`client:u_…`) is of; null if it is nobody's. */
export function personAt(clientAddress: string): string | null {
  const parts = address.exec(clientAddress);
  return parts?.slice(1).join("-") ?? null;
}
