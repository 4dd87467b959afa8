/** Brackets, dots and spaces, letters that no key has, and runs of one character stand for something that is to be put there. */
const STANDS_FOR_SOMETHING = /[<>{}[\]\s…]|\.\.\.|[^\x21-\x7e]|x{5,}|\*{3,}/iu

/** So examples address their reader. A single word can be meant: servers that want no key take any. */
const SPEAKS_TO_READER =
  /(?:^|[^a-z])your?(?:[^a-z]|$)|(?:change|replace|insert|paste|fill|put)[-_.]?(?:me|this|it|in|your|here)/iu

/** Whether a secret is still what an example had in its place. */
export function isPlaceholder(secret: string): boolean {
  return STANDS_FOR_SOMETHING.test(secret.trim()) || SPEAKS_TO_READER.test(secret)
}
