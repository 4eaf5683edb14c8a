import { parentPort, workerData } from "node:worker_threads";
import { drive } from "@/bench/load/drive";

parentPort?.postMessage(await drive(workerData));
