import { redirect } from "next/navigation";
import { identifySession } from "@/lib/auth/member";

export default async function Home() {
  const asked = await identifySession();
  redirect(asked.kind === "anonymous" ? "/login" : "/contacts");
}
