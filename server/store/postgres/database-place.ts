/** Which PostgreSQL an address means, for people: `the database earshot at db:5432`. No user and no password. */
export const databasePlace = (databaseUrl: string): string => {
  const { host, pathname } = new URL(databaseUrl);
  return `the database ${pathname.slice(1)}${pathname.length > 1 ? " " : ""}at ${host || "this machine"}`;
};
