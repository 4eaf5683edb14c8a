/** Called by Next once, before the process answers its first request. */
export { boundProcess as register } from "@/lib/renders/bound-process";
