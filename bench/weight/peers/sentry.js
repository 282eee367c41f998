import { feedbackIntegration, init } from "@sentry/browser";

init({ dsn: "https://key@o1.ingest.localhost/1", integrations: [feedbackIntegration({ colorScheme: "system" })] });
