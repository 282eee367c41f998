import { memoryOverflow } from "./memory-overflow.ts";
import { memoryStorage } from "./memory-storage.ts";
import { queueStorageBehaves } from "./queue-storage.suite.ts";

const refusing = async () => {
  throw new Error("The disk is full.");
};

queueStorageBehaves(async () => memoryOverflow({ ...memoryStorage(), add: refusing }));
