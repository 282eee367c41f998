export const limits = async (): Promise<void> => {};
