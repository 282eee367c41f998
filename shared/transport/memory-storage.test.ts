import { memoryStorage } from "./memory-storage.ts";
import { queueStorageBehaves } from "./queue-storage.suite.ts";

queueStorageBehaves(async () => memoryStorage());
