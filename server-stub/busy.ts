/**
 * How long this process, with the server in it, is busy meanwhile, in milliseconds of processor time: what else a machine does
 * is no fault of what is tested.
 */
export const busyWith = async (act: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};
