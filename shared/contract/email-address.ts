/** Something before one @, something after it, no space. What there is behind it only a message sent to it can tell. */
export const EMAIL_ADDRESS = /^[^\s@]+@[^\s@]+$/;
