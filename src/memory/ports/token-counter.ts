/** Counts tokens as the chat model would. */
export interface TokenCounter {
  count(text: string): number
}
