/** A number and what it counts: `1 record`, `2 records`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
