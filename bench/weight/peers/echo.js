import { initEcho } from "@contember/echo";

initEcho({ onSubmit: async () => {} });
