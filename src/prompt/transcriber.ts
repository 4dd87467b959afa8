/** What somebody said aloud, as a file. */
export interface Recording {
  readonly name: string
  readonly contentType: string
  readonly data: Uint8Array
}

/** A model that writes down what is said in a recording. */
export interface Transcriber {
  /** The words, in the language in which they were said; empty if there are none. Throws ModelError, or the signal's reason. */
  transcribe(recording: Recording, signal: AbortSignal): Promise<string>
}
