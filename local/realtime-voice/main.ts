import { startRealtimeVoice } from "@/local/realtime-voice/server";

const [port, folder] = process.argv.slice(2);
const voice = await startRealtimeVoice({ port: Number(port), ...(folder && { folder }) });
console.log(`voice: listening at ${voice.url}`);
voice.ready.then(
  () => console.log("voice: both languages are learnt"),
  (error) => console.error("voice:", error),
);
process.once("SIGTERM", () => void voice.close().then(() => process.exit(0)));
