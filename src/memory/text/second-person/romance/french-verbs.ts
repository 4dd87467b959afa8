// The forms of French verbs, as far as a sentence in the third person turns on them. Word lists: French only.

const IRREGULAR: Readonly<Record<string, string>> = {
  ...{ est: 'es', a: 'as', va: 'vas', peut: 'peux', veut: 'veux', vaut: 'vaux', convainc: 'convaincs' },
}

/** Third persons that are common: behind “et” the ending alone would not tell a verb. */
const KNOWN = new Set(
  `vit fait doit sait suit part dort sort court boit croit voit reçoit lit dit écrit conduit finit choisit met prend apprend
  vend attend perd rend comprend tient vient devient connaît naît souffre offre ouvre habite travaille aime adore déteste
  joue chante danse mange parle étudie enseigne cherche pense porte utilise regarde écoute voyage cuisine programme gagne
  dépense économise achète paie paye préfère espère possède collectionne pratique court nage grimpe fume évite élève aide
  garde loue dirige gère organise prépare commence termine arrête continue refait relit revient repart promet permet
  compte souhaite envisage prévoit hésite refuse accepte appelle reste passe donne reçoit rêve marche répare cultive peint
  tricote coud soigne entraîne visite partage dessine développe refuse craint`.split(/\s+/u),
)

/** The form for “tu” of a verb that is finite in the third person, right behind its subject; undefined where it can't be one. */
export function frenchSecondPerson(word: string): string | undefined {
  if (Object.hasOwn(IRREGULAR, word)) return IRREGULAR[word]
  if (/^[a-zà-ÿœ]+ra$|^[a-zà-ÿœ]{2,}[ed]$/u.test(word)) return `${word}s`
  return /^[a-zà-ÿœ]{2,}t$/u.test(word)
    ? `${word.slice(0, -1)}${/[mt]et$|ett$|bat$/u.test(word) ? 'ts' : 's'}`
    : undefined
}

/** The same way back; the same word where it is none. */
export function frenchThirdPerson(word: string): string {
  const irregular = Object.entries(IRREGULAR).find(([, second]) => second === word)?.[0]
  if (irregular !== undefined) return irregular
  if (/(?:e|ra|d|t)s$/u.test(word)) return word.slice(0, -1)
  return word.endsWith('s') ? `${word.slice(0, -1)}t` : word
}

/** Whether a word is sure to be a verb in the third person, wherever it stands. */
export function isFrenchVerb(word: string): boolean {
  return Object.hasOwn(IRREGULAR, word) || KNOWN.has(word) || /^[a-zà-ÿœ]{3,}(?:era|ira|ait)$/u.test(word)
}
