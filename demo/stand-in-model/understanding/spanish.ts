import { anyOf, type Language } from './language.ts'

const PETS = anyOf(
  'perro, perra, perrito, cachorro, gato, gata, gatito, conejo, hámster, cobaya, rata, caballo, poni, loro, serpiente, tortuga',
)
const FEMALE = anyOf(
  'hermana, madre, mamá, hija, mujer, esposa, novia, tía, abuela, sobrina, prima, amiga, jefa, compañera, vecina, pareja',
)
const MALE = anyOf(
  'hermano, padre, papá, hijo, marido, esposo, novio, tío, abuelo, sobrino, primo, amigo, jefe, compañero, vecino',
)
const WORD = String.raw`\p{L}[\p{L}.'&-]*`
const NOW = '(?:(?:ahora|todavía|aún|también|ya|actualmente|por fin|desde [\\p{L}\\d]+(?: [\\p{L}\\d]+)?) )*'
/** Whoever was spoken of last: a verb in the third person does without a word for them. */
const UNSAID = '(?<pronoun>)'

export const spanish: Language = {
  isSpokenIn:
    /(?<!\p{L})(?:soy|tengo|tenemos|tiene|vivo|vive|llamo|llaman?|trabajo|trabaja|gustan?|encantan?|odio|estoy|estudio|juego|aprendo|toco|no (?:como|bebo|aguanto|soporto)|cumplo|también|mi cumpleaños|mi (?:hermano|hermana|madre|padre|novi[oa]|mujer|marido|perr[oa]|gat[oa]|hij[oa]|amig[oa]|jef[ea]|prim[oa]|abuel[oa]|tí[oa])|años|una|el|los|las)(?!\p{L})/iu,
  unsaid:
    /\?\s*$|¿|(?<!\p{L})(?:si|sería|tendría|viviría|quisiera|gustaría|quiero|podría|quizás?|tal vez|a lo mejor|probablemente|imagina|supongo|ojalá|espero|casi|dice|dijo|dicen|según|tú|te|tu|tus|ti)(?!\p{L})|(?<!\p{L})en (?:mi|el|un|este) (?:libro|juego|cuento|sueño)(?!\p{L})|(?<!\p{L})(?:peli|película|novela|serie)(?!\p{L})|^(?:qué|quién|dónde|cuándo|cómo|cuál|escribe|cuenta|explica|di)(?!\p{L})|[«»"]/iu,
  denial: /(?<!\p{L})(?:no|nunca|jamás|nada|nadie|ning[uú]n\p{L}*|sin|tampoco|apenas)(?!\p{L})/iu,
  strangers:
    /(?<!\p{L})(?:tipo|tío ese|chica|chico|alguien|persona|gente|un hombre|una mujer|héroe|actor|actriz)(?!\p{L})/iu,
  spellings: [
    [/(?<!\p{L})q(?!\p{L})/giu, 'que'],
    [/(?<!\p{L})tb(?:n)?(?!\p{L})/giu, 'también'],
    [/(?<!\p{L})xq(?!\p{L})/giu, 'porque'],
    [/ (?:pues|la verdad|en plan|o sea|mazo)(?= )/giu, ''],
  ],
  openings:
    /^(?:(?:hola+|buenas|hey|ey|oye|pues|bueno|vale|sí|ah|oh|uf|y|pero|por cierto|además|perdón|espera|porque|la verdad|yo)(?!\p{L})[\s,.:!¡-]*)+/iu,
  endings:
    /(?:[\s,.!:;)(¡~-]|(?<!\p{L})(?:jaja\p{L}*|lol|ahora|por cierto|también|la verdad|ya)(?=[^\p{L}]*$)|\p{Extended_Pictographic}|\uFE0F)+$/iu,
  moment:
    / (?:ayer|hoy|mañana|(?:la semana|el mes|el año|el verano) (?:pasad[oa]|que viene)|hace \p{L}+ (?:días|semanas|meses|años)|en (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)(?: de \d{4})?)$/iu,
  joints: / y | pero | porque /giu,
  slots: {
    Name: String.raw`(?!(?:un|una|el|la|no)(?!\p{L}))\p{L}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?`,
    Names: String.raw`\p{L}[\p{L}'-]+(?: y \p{L}[\p{L}'-]+)?`,
    Place: `(?!(?:un|una|la|el|mi|casa)(?!\\p{L}))${WORD}(?: (?:de )?${WORD}){0,2}`,
    rest: String.raw`(?!(?:eso|esto|te)(?!\p{L}))[^,;]{2,90}?`,
    age: String.raw`1?\d?\d`,
    count: String.raw`(?:una?|dos|tres|cuatro|cinco|\d{1,2})`,
    pet: `${PETS}(?:e?s)?(?: \\p{L}+)?`,
    owned: `${anyOf('coche, carro, moto, bici, barco, casa, piso, apartamento, jardín, guitarra, piano, hij[oa]s?, herman[oa]s?, gemelos, mellizos, trabajo, podcast, blog, tienda, empresa, novi[oa]')}(?: [^,;]{2,40})?`,
    state: anyOf(
      'vegan[oa], vegetarian[oa], casad[oa], divorciad[oa], solter[oa], zurd[oa], jubilad[oa], hij[oa] únic[oa], celíac[oa]',
    ),
    job: `(?:un |una )?${anyOf('enfermer[oa], médic[oa], doctora?, profesora?, profe, maestr[oa], ingenier[oa], desarrolladora?, programadora?, estudiante, panader[oa], cociner[oa], chef, abogad[oa], arquitect[oa], vendedora?, peluquer[oa], policía, periodista, músic[oa], artista, contable, electricista, mecánic[oa], dentista, veterinari[oa], fontaner[oa], diseñadora?, camarer[oa], carpinter[oa], conductora?')}`,
    day: String.raw`\d{1,2} de \p{L}{4,10}`,
    habit: anyOf(
      'juego, estudio, aprendo, toco, cocino, colecciono, pinto, canto, bailo, corro, escribo, leo, entreno',
    ),
  },
  who: {
    user: '(?:yo|nosotros|nosotras)',
    my: '(?:mi|mis|nuestro|nuestra)',
    gap: ' ',
    relation: `(?:${FEMALE}|${MALE}|bebé|${PETS})(?: (?:mayor|pequeñ[oa]))?`,
    name: '(?!(?:es|tiene|se|vive|trabaja|está|odia|y|ama|juega|estudia|viene)(?!\\p{L}))\\p{L}[\\p{L}-]+',
    possessive: '',
    pronoun: '(?:él|ella|ellos|ellas)',
    whose: 'su',
    whom: '(?:lo|la|le)',
    mismatched: [
      [/^él$/iu, new RegExp(`${FEMALE}$`, 'iu')],
      [/^ella$/iu, new RegExp(`${MALE}$`, 'iu')],
    ],
    pets: new RegExp(`${PETS}(?:e?s)?$`, 'iu'),
    theUser: 'El usuario',
    theirs(relation) {
      const isFemale = new RegExp(`^(?:${FEMALE}|\\p{L}*as?(?: |$)|serpientes?)`, 'iu').test(relation)
      const isMany = /^\p{L}+s(?: |$)/u.test(relation)
      const article = isMany ? (isFemale ? 'Las' : 'Los') : isFemale ? 'La' : 'El'
      return `${article} ${relation} del usuario`
    },
  },
  corrections: [
    /^(?:no es |no, )?(?:en )?(?<old>[\p{L}\d]{2,30}),? sino (?:en )?(?<new>[\p{L}\d]{1,30})$/iu,
    /^(?:quería decir|es|se escribe) (?:en )?(?<new>[\p{L}\d]{1,30})(?:,? no (?<old>[\p{L}\d]{2,30}))?$/iu,
  ],
  ownWords: [[/(?<!\p{L})mi(s?)(?!\p{L})/giu, 'su$1']],
  third: verb =>
    verb
      .toLowerCase()
      .replace(/^juego$/u, 'juega')
      .replace(/^(aprend|corr|escrib|le|com|beb)o$/u, '$1e')
      .replace(/^(estudi|toc|cocin|coleccion|pint|cant|bail|entren|odi|am|aguant|soport)o$/u, '$1a'),
  rules: [
    {
      when: '(?:me llamo|mi nombre es|llámame) {Name}',
      tells: 'El usuario se llama {Name}.',
      facet: 'name',
      value: 'Name',
      examples: [['hola, me llamo inés', 'El usuario se llama Inés.']],
    },
    {
      when: '{who} (?<verb>se llaman?) {Names}',
      tells: '{who} {verb} {Names}.',
      names: 'Names',
      examples: [['mi hermana se llama Marta', 'La hermana del usuario se llama Marta.']],
    },
    {
      when: `${UNSAID}(?<verb>se llaman?) {Names}`,
      tells: '{who} {verb} {Names}.',
      names: 'Names',
      examples: [
        ['tengo un perro y se llama Coco', 'El usuario tiene un perro.', 'El perro del usuario se llama Coco.'],
      ],
    },
    {
      when: '(?:yo )?tengo {age} años',
      tells: 'El usuario tiene {age} años.',
      facet: 'age',
      value: 'age',
      examples: [['tengo 31 años', 'El usuario tiene 31 años.']],
    },
    {
      when: '{who} tiene {age} años',
      tells: '{who} tiene {age} años.',
      facet: 'age',
      value: 'age',
      examples: [['mi hijo tiene 4 años', 'El hijo del usuario tiene 4 años.']],
    },
    {
      when: `(?:yo )?(?:vivo|vivimos|me he mudado|me mudé) ${NOW}(?:en|a) {Place}`,
      tells: 'El usuario vive en {Place}.',
      facet: 'home',
      value: 'Place',
      examples: [['vivo en granada', 'El usuario vive en Granada.'], ['no vivo en Madrid'], ['si viviera en Roma']],
    },
    {
      when: `{who} vive ${NOW}en {Place}`,
      tells: '{who} vive en {Place}.',
      facet: 'home',
      value: 'Place',
      examples: [['mi abuela vive en cádiz', 'La abuela del usuario vive en Cádiz.']],
    },
    {
      when: '(?:yo )?(?:soy|vengo) de {Place}',
      tells: 'El usuario es de {Place}.',
      facet: 'origin',
      value: 'Place',
      examples: [['soy de bilbao', 'El usuario es de Bilbao.']],
    },
    {
      when: `(?:yo )?trabajo ${NOW}(?<where>(?:en|de|como|para) {rest})`,
      tells: 'El usuario trabaja {where}.',
      facet: 'job',
      examples: [['trabajo en una librería', 'El usuario trabaja en una librería.']],
    },
    {
      when: `{who} trabaja ${NOW}(?<where>(?:en|de|como|para) {rest})`,
      tells: '{who} trabaja {where}.',
      facet: 'job',
      examples: [['mi novia trabaja en un banco', 'La novia del usuario trabaja en un banco.']],
    },
    {
      when: `(?:yo )?soy ${NOW}{job}(?<where> (?:en|de) {rest})?`,
      tells: 'El usuario es {job}{where}.',
      facet: 'job',
      value: 'job',
      examples: [['soy profesora de música', 'El usuario es profesora de música.'], ['soy feliz']],
    },
    {
      when: `{who} es ${NOW}{job}(?<where> (?:en|de) {rest})?`,
      tells: '{who} es {job}{where}.',
      facet: 'job',
      value: 'job',
      examples: [['mi padre es médico', 'El padre del usuario es médico.']],
    },
    {
      when: `(?:yo )?(?:soy|estoy) ${NOW}{state}`,
      tells: 'El usuario es {state}.',
      examples: [['soy vegetariana', 'El usuario es vegetariana.']],
    },
    {
      when: '(?:yo )?soy (?<what>alérgic[oa] (?:a|al) {rest})',
      tells: 'El usuario es {what}.',
      examples: [['soy alérgico al polen', 'El usuario es alérgico al polen.']],
    },
    {
      when: `(?:yo )?(?:tengo|tenemos) ${NOW}{count} {pet}`,
      tells: 'El usuario tiene {count} {pet}.',
      introduces: 'pet',
      examples: [['tenemos dos perros', 'El usuario tiene dos perros.'], ['no tengo perro']],
    },
    {
      when: `(?:yo )?(?:tengo|tenemos) ${NOW}{count} {owned}`,
      tells: 'El usuario tiene {count} {owned}.',
      examples: [['tengo tres hermanos', 'El usuario tiene tres hermanos.'], ['tengo una pregunta']],
    },
    {
      when: '(?:a mí )?no (?<like>me gustan?) (?:nada |mucho )?{rest}',
      tells: 'Al usuario no le gusta {rest}.',
      facet: 'dislikes',
      kind: 'preference',
      examples: [['no me gusta la cebolla', 'Al usuario no le gusta la cebolla.']],
    },
    {
      when: '(?:a mí )?me (?<like>gustan?|encantan?|flipan?) (?:mucho )?{rest}',
      tells: 'Al usuario le {like} {rest}.',
      facet: 'likes',
      kind: 'preference',
      examples: [['me encanta el mar', 'Al usuario le encanta el mar.']],
    },
    {
      when: '(?:yo )?no (?<verb>como|bebo|aguanto|soporto) {rest}',
      tells: 'El usuario no {verb+s} {rest}.',
      facet: 'dislikes',
      kind: 'preference',
      examples: [['no como carne', 'El usuario no come carne.']],
    },
    {
      when: '(?:yo )?odio {rest}',
      tells: 'El usuario odia {rest}.',
      facet: 'dislikes',
      kind: 'preference',
      examples: [['odio madrugar', 'El usuario odia madrugar.']],
    },
    {
      when: `(?:yo )?{habit} ${NOW}{rest}`,
      tells: 'El usuario {habit+s} {rest}.',
      examples: [['toco la guitarra', 'El usuario toca la guitarra.']],
    },
    {
      when: '(?:mi cumpleaños es|cumplo años) el {day}',
      tells: 'El cumpleaños del usuario es el {day}.',
      facet: 'birthday',
      value: 'day',
      examples: [['mi cumpleaños es el 4 de mayo', 'El cumpleaños del usuario es el 4 de mayo.']],
    },
  ],
  noted: 'Me acuerdo de esto:',
  recalled: 'Me dijiste:',
  notUnderstood:
    'No lo he entendido: soy un sustituto que sigue unas pocas reglas. Funciona, por ejemplo, «mi hermana se llama Marta», «tengo un perro», «vivo en Granada», «no me gustan las aceitunas». Un modelo de verdad entiende lo demás: con OPENAI_API_KEY.',
}
