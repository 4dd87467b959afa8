export type Mark = {
  readonly length: number
} /** `closesAt`: where the thoughts end, beside any closing mark of thoughts. */ & (
  | { readonly kind: 'thought'; readonly closesAt?: RegExp | undefined }
  | { readonly kind: 'thoughtEnd' }
  /** `closesAt`: where the call ends, if not with the answer. Where `length` is 0, the mark is itself part of the call. */
  | { readonly kind: 'call'; readonly closesAt?: RegExp | undefined; readonly name?: string | undefined }
  /** Stands around what is to be read. */
  | { readonly kind: 'wrapper' }
  /** The same, if the answer begins with it, or began with the one of that name. */
  | { readonly kind: 'envelope'; readonly name: string; readonly isClosing: boolean }
  /** The end of the answer; nothing where nothing was said before. */
  | { readonly kind: 'template' }
)

/** A mark at the beginning of a text, none, or `open` where what follows decides. */
export type MarkSearch = Mark | 'open' | undefined
