/** Ids of records: 24 hexadecimal characters, ordered by the time they were made. */
export const ID_PATTERN = /^[0-9a-f]{24}$/;
