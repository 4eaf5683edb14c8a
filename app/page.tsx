import { redirect } from "next/navigation";
import { whoIsHere } from "@/lib/auth/member";

export default async function Home() {
  const asked = await whoIsHere();
  redirect(asked.kind === "anonymous" ? "/login" : "/contacts");
}
