import * as z from "zod/mini";

/** A part of an item that is not as documented is as good as none: the rest of the item still counts. */
export const orNone = <S extends z.core.$ZodType>(schema: S) => z.catch(z.nullish(schema), null);
