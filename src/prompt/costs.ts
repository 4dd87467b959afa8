/**
 * What a message costs beside its text, and the start of the answer: 3 tokens each and 1 for the role, as OpenAI's
 * cookbook counts them ("How to count tokens with tiktoken"). Other chat templates are of the same order.
 */
export const MESSAGE_TOKENS = 4
export const ANSWER_START_TOKENS = 3

/**
 * One image, whatever its size: the most that gpt-4o takes (85 + 6 tiles · 170, OpenAI's "Images and vision").
 * Models that count patches take up to twice that; what is planned for is the budget, not the model's own limit.
 */
export const IMAGE_TOKENS = 1105
