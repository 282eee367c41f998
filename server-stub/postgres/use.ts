import { inject } from "vitest";
import { TEST_POSTGRES } from "../own-database.ts";

/** Runs before each test file of the project: what asks for a database from here on gets one on PostgreSQL. */
process.env[TEST_POSTGRES] = inject("postgres");
