// The forms of German verbs, as far as a sentence in the third person turns on them. Word lists: German only.

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/u))

/** Finite forms of the third person whose form for “du” is not made by an ending. */
const IRREGULAR: Readonly<Record<string, string>> = {
  ...{ ist: 'bist', hat: 'hast', wird: 'wirst', war: 'warst', hatte: 'hattest', wurde: 'wurdest', sei: 'seist' },
  ...{ kann: 'kannst', will: 'willst', mag: 'magst', darf: 'darfst', soll: 'sollst', muss: 'musst', weiß: 'weißt' },
  ...{ wäre: 'wärst', würde: 'würdest', möchte: 'möchtest', hält: 'hältst', rät: 'rätst', tritt: 'trittst' },
  ...{ gilt: 'giltst', lädt: 'lädst', enthält: 'enthältst', verhält: 'verhältst', behält: 'behältst' },
  ...{ erhält: 'erhältst', betritt: 'betrittst', vertritt: 'vertrittst', verrät: 'verrätst', unterhält: 'unterhältst' },
  ...{ hielt: 'hieltest', erhielt: 'erhieltest', trat: 'tratest', bat: 'batest', verriet: 'verrietest' },
  ...{ fand: 'fandest', stand: 'standest', verstand: 'verstandest', band: 'bandest', entschied: 'entschiedest' },
}

/** Past forms without an ending, to which -st is put. */
const STRONG_PAST = set(`
  ging fuhr kam nahm sah gab verlor begann blieb schrieb trug zog lief sprach traf brach bekam gewann half lag starb
  schlief rief flog trank sang tat stieg warf fing verbrachte verschlief verlief erfuhr empfing vergab erschrak schwamm
  sprang trieb verschrieb unterschrieb umzog wuchs hieß ließ aß las verließ saß besaß vergaß schloss genoss`)

/** Words in -t that are no finite verb. */
const NO_VERBS = set(`
  nicht seit mit dort fast jetzt selbst gut laut alt kalt leicht erst zuletzt sonst echt nackt bereit insgesamt recht
  bunt spät weit breit direkt komplett wert verheiratet berühmt bekannt beliebt geschickt oft statt samt rot tot fett glatt
  hart satt nett fit perfekt dicht fest feucht sanft konkret exakt intelligent tolerant elegant interessant schlecht
  schlicht acht vielleicht meist zumeist überhaupt unbedingt derart bestimmt gerührt abrupt überrascht verletzt allergisch`)

const AUXILIARIES = set('ist hat wird war hatte wurde sei wäre hätte würde kann will mag darf soll muss möchte könnte')

/** The form for “du” of a verb that is finite in the third person; undefined where a word can't be one. */
export function germanSecondPerson(word: string): string | undefined {
  if (Object.hasOwn(IRREGULAR, word)) return IRREGULAR[word]
  if (STRONG_PAST.has(word)) return /[sßxz]$/u.test(word) ? `${word}t` : `${word}st`
  if (!/^[a-zäöüß]{2,}te?$/u.test(word) || NO_VERBS.has(word)) return undefined
  if (word.endsWith('te')) return `${word}st`
  const stem = word.slice(0, -1)
  return /[sßxz]$/u.test(stem) ? word : `${stem}st`
}

/** Verbs whose stem ends in -s, so that “du” and “er” have one form: reist, liest. Word list: German only. */
const STEM_IN_S =
  /(?:(?<!sch)reis|lies|nies|lös|ras|grins|brems|speis|weis|preis|bläs|wächs|saus|kreis|knips|drechs)t$/u

/** The same way back, for a verb as it stands with “du”. */
export function germanThirdPerson(word: string): string {
  const irregular = Object.entries(IRREGULAR).find(([, second]) => second === word)?.[0]
  if (irregular !== undefined) return irregular
  if (STEM_IN_S.test(word)) return word
  if (/(?:[^s]st|est)$/u.test(word)) {
    const stem = word.slice(0, -2)
    // “Wohntest” is past, “arbeitest” is not.
    if (STRONG_PAST.has(stem) || /[^aeiouäöü]te$/u.test(stem)) return stem
    return `${stem}t`
  }
  return word
}

/** The form for “ihr” of a verb in the plural; undefined where a word can't be one. */
export function germanSecondPersonPlural(word: string): string | undefined {
  if (word === 'sind') return 'seid'
  if (!/^[a-zäöüß]{2,}(?:e[lr])?n$/u.test(word)) return undefined
  if (/e[lr]n$/u.test(word)) return `${word.slice(0, -1)}t`
  const stem = word.slice(0, -2)
  if (!word.endsWith('en')) return undefined
  return /(?:[dt]|[^aeiouäöülrh][mn])$/u.test(stem) && word !== 'waren' ? `${stem}et` : `${stem}t`
}

export function isGermanAuxiliary(word: string): boolean {
  return AUXILIARIES.has(word)
}

/** “Hat gekocht”, “ist müde”: behind these an “und” can stand before a participle. */
export function takesParticiple(auxiliary: string): boolean {
  return /^(?:ist|hat|wird|war|hatte|wurde|sei|wäre|hätte|würde)$/u.test(auxiliary)
}

/** Whether a word in -t can be a participle as well as a finite verb. */
export function canBeParticiple(word: string): boolean {
  return /^(?:[a-zäöü]{0,8}ge[a-zäöüß]{2,}|(?:be|ver|er|ent|zer|miss|über|unter|wider)[a-zäöüß]{2,}|[a-zäöüß]{2,}ier)t$/u.test(
    word,
  )
}
