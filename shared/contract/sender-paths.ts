/** The paths that who sends feedback asks for: all that a visitor's page and an extension have to carry. See `SENDER_ROUTES`. */
export const feedback = "/v1/feedback";
export const conversations = "/v1/conversations";
export const conversationReplies = "/v1/conversations/{id}/replies";
export const uploads = "/v1/uploads";
export const config = "/v1/config";
export const connections = "/v1/connections";
export const widget = "/earshot.js";
