import type { View } from "../ui/view.ts";

/** Takes a picture, once there is all it takes to look at it and to remove it: none is sent that nobody could see. */
export const addPicture = ({ flow, whole }: Pick<View, "flow" | "whole">): Promise<void> =>
  flow.run(async () => {
    const [{ takePicture }] = await Promise.all([import("./take.ts"), import("./picture.tsx"), whole()]);
    await takePicture(flow);
  });
