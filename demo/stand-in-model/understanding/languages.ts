import { chinese } from './chinese.ts'
import { english } from './english.ts'
import { french } from './french.ts'
import { german } from './german.ts'
import { japanese } from './japanese.ts'
import type { Language } from './language.ts'
import { spanish } from './spanish.ts'

/** The first that a text is in is the one it is read in; English takes the rest. */
export const languages: readonly Language[] = [japanese, chinese, german, spanish, french, english]
