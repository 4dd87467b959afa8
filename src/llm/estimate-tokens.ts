/** The usual rule of thumb for English; other languages take more tokens for their bytes, or fewer. */
const BYTES_PER_TOKEN = 4

/** What texts of so many bytes may be in tokens. */
export function bytesToTokens(bytes: number): number {
  return Math.ceil(bytes / BYTES_PER_TOKEN)
}

/** What a request of texts alone may take, with what stands around them. */
export function estimateTokens(request: unknown): number {
  return bytesToTokens(Buffer.byteLength(typeof request === 'string' ? request : JSON.stringify(request)))
}
