// The forms of Spanish verbs, as far as a sentence in the third person turns on them. Word lists: Spanish only.

const IRREGULAR: Readonly<Record<string, string>> = {
  ...{ es: 'eres', ha: 'has', fue: 'fuiste', dio: 'diste', vio: 'viste', tuvo: 'tuviste', hizo: 'hiciste' },
  ...{ dijo: 'dijiste', pudo: 'pudiste', puso: 'pusiste', supo: 'supiste', quiso: 'quisiste', vino: 'viniste' },
  ...{ estuvo: 'estuviste', hubo: 'hubiste', trajo: 'trajiste', anduvo: 'anduviste', cupo: 'cupiste' },
  ...{
    obtuvo: 'obtuviste',
    mantuvo: 'mantuviste',
    propuso: 'propusiste',
    condujo: 'condujiste',
    tradujo: 'tradujiste',
  },
  ...{ pidió: 'pediste', sintió: 'sentiste', prefirió: 'preferiste', siguió: 'seguiste', durmió: 'dormiste' },
  ...{ consiguió: 'conseguiste', repitió: 'repetiste', despidió: 'despediste', mintió: 'mentiste', sirvió: 'serviste' },
  ...{ eligió: 'elegiste', vistió: 'vestiste', divirtió: 'divertiste', murió: 'moriste', rio: 'reíste', rió: 'reíste' },
  ...{ leyó: 'leíste', oyó: 'oíste', cayó: 'caíste', creyó: 'creíste', construyó: 'construiste', huyó: 'huiste' },
}

/** Third persons of the present that are common, where the ending alone would not tell a verb. */
const PRESENT = new Set(
  `vive trabaja tiene está quiere puede va hace dice sabe sale viene juega toca canta come bebe duerme lee escribe habla
  estudia aprende enseña necesita prefiere odia ama adora compra vende usa lleva busca piensa cree espera planea conoce
  siente sufre toma cuida corre nada monta viaja cocina baila pinta practica ve mira escucha ayuda debe suele sigue
  empieza deja pierde gana paga cuesta gasta ahorra cumple pertenece participa colecciona programa dirige maneja conduce
  da pone pide llama acaba lucha mide pesa comparte visita entrena diseña desarrolla considera recuerda olvida cambia
  termina intenta logra consigue rediseña administra organiza cultiva repara fuma evita cría posee alquila reside gestiona
  quedó queda lleva regresa vuelve parece crece nace acude asiste ejerce cursa habita mantiene dispone padece`.split(
    /\s+/u,
  ),
)

/** The form for “tú” of a verb that is finite in the third person; undefined where a word can't be one. */
export function spanishSecondPerson(word: string): string | undefined {
  if (Object.hasOwn(IRREGULAR, word)) return IRREGULAR[word]
  if (PRESENT.has(word)) return `${word}s`
  if (/^[a-zñáéíóú]{2,}(?:aba|ía|rá|ría|iera|ara)$/u.test(word)) return `${word}s`
  if (/^[a-zñáéíóú]+ió$/u.test(word)) return `${word.slice(0, -2)}iste`
  return /^[a-zñáéíóú]{2,}ó$/u.test(word) ? `${word.slice(0, -1)}aste` : undefined
}

/** The same way back; the same word where it is none. */
export function spanishThirdPerson(word: string): string {
  const irregular = Object.entries(IRREGULAR).find(([, second]) => second === word)?.[0]
  if (irregular !== undefined) return irregular
  if (/aste$/u.test(word)) return `${word.slice(0, -4)}ó`
  if (/iste$/u.test(word)) return `${word.slice(0, -4)}ió`
  return /[aeáéí]s$/u.test(word) ? word.slice(0, -1) : word
}
