/** Reads .env.local, as Next does for the app; what is set already stays. */
export function readEnvFile(): void {
  try {
    process.loadEnvFile(".env.local");
  } catch {
    // Without the file everything has to be in the environment.
  }
}
