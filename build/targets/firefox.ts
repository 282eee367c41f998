import { extension } from "./extension.ts";

export default (dev: boolean) => extension("firefox", dev);
