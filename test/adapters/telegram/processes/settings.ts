/** What a process of these tests is told. */
import type { Lease, TelegramSettings } from "../../../../adapters/telegram/setup.js";

export type WorkerSettings = {
  redis: string;
  /** The library, serialized. */
  library: string;
  secrets: { id: string; state: string };
  telegram: TelegramSettings;
  /** Shorter than in use. */
  lease?: Lease;
  /** Whether it polls without asking the others. */
  alone: boolean;
};
