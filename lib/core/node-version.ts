/** As in package.json's engines, which npm only warns about. */
const needed = [22, 12] as const;

/** Throws for a Node ("22.12.0") that is too old: what it lacks would look like other faults. */
export function requireNode(version: string): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > needed[0] || (major === needed[0] && minor >= needed[1])) return;
  throw new Error(`Ringbook needs Node ${needed.join(".")} or newer; this is Node ${version}.`);
}
