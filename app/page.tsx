import { redirect } from "next/navigation";
import { identifySession } from "@/lib/auth/member";

export default async function Home() {
  const session = await identifySession();
  redirect(session.kind === "anonymous" ? "/login" : "/contacts");
}
