import { rendererEngine } from "../../../shared/capture/screenshot/renderer/index.ts";

export const draw = async () => {
  const { bitmap } = await rendererEngine(window, { exclude: () => false }, new AbortController().signal);
  return bitmap;
};
