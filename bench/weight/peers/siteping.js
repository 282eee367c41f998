import { initSiteping } from "@siteping/widget";

initSiteping({ endpoint: "/api/siteping", projectName: "bench", forceShow: true });
