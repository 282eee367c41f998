import Betterbugs from "@betterbugs/web-sdk";

new Betterbugs({ apiKey: "bench", mode: "production" });
