export { own } from "../shared/own.ts";
