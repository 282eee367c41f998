/** By which a measurement signs in to the server that it started, once. */
export const SIGN_IN = "of-the-benchmark";
