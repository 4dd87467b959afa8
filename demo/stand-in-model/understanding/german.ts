import { anyOf, type Language } from './language.ts'

const PETS = anyOf(
  'hund, hündin, welpe, katze, kater, kaninchen, hamster, meerschweinchen, ratte, pferd, pony, papagei, wellensittich, schlange, schildkröte',
)
const FEMALE = anyOf(
  'schwester, mutter, mama, tochter, frau, freundin, tante, oma, großmutter, nichte, cousine, chefin, kollegin, nachbarin, mitbewohnerin, partnerin',
)
const MALE = anyOf(
  'bruder, vater, papa, sohn, mann, freund, onkel, opa, großvater, neffe, cousin, chef, kollege, nachbar, mitbewohner, partner, kumpel',
)
const RELATION = `(?:(?:beste[rn]?|kleine[rn]?|große[rn]?|ältere[rn]?|jüngere[rn]?) )?(?:${FEMALE}|${MALE}|kind|baby|${PETS})`
const WORD = String.raw`\p{L}[\p{L}.'&-]*`
const BETWEEN = String.raw`(?:(?:jetzt|endlich|gerade|auch|noch|immer noch|aktuell|zurzeit|ursprünglich|eigentlich|seit \p{L}+(?: \p{L}+)?) )*`
const JOBS = `\\p{L}*${anyOf('lehrer, arzt, ärzt, krankenschwester, pfleger, ingenieur, entwickler, programmierer, informatiker, student, schüler, bäcker, koch, köch, tischler, elektriker, mechaniker, friseur, polizist, anwalt, anwält, architekt, verkäufer, erzieher, designer, musiker, künstler, journalist, autor, buchhalter, rentner, azubi, professor, physiker, gärtner, schreiner, maler, fahrer')}(?:in)?`

export const german: Language = {
  isSpokenIn:
    /(?<!\p{L})(?:ich|bin|mein(?:e[nrms]?)?|habe?|ist|nicht|kein\p{L}*|esse|trinke|wohn|und|heiß(?:e|t|en)|wir|eine?[nmr]?|mag|wohne|arbeitet?|sein|seine|ihr|ihre|aus|wenn|das)(?!\p{L})/iu,
  unsaid:
    /\?\s*$|(?<!\p{L})(?:wenn|falls|würden?|wäre|hätten?|könnte|möchte|will|wollte|vielleicht|vllt|wahrscheinlich|vermutlich|stell dir vor|angenommen|hoffentlich|hoffe|wünsch(?:e|te)?|fast|beinahe|sagt|sagte|meint|meinte|behauptet|angeblich|du|dir|dein|deine|ihr seid)(?!\p{L})|(?<!\p{L})(?:im|in meinem|in dem|in einem) (?:buch|film|spiel|roman|traum|lied)(?!\p{L})|^(?:bin ich|bist|hast|kannst|soll|was|wer|wo|wann|warum|wie|welche|schreib|erzähl|erklär|sag)(?!\p{L})|["„“]/iu,
  denial: /(?<!\p{L})(?:nicht|kein\p{L}*|nie|niemals|nichts|niemand|ohne|kaum)(?!\p{L})/iu,
  strangers: /(?<!\p{L})(?:typ|mädchen|junge|person|jemand|leute|frau da|mann da|held|schauspieler)(?!\p{L})/iu,
  spellings: [
    [/(?<!\p{L})'?nen(?!\p{L})/giu, 'einen'],
    [/(?<!\p{L})'?ne(?!\p{L})/giu, 'eine'],
    [/(?<!\p{L})'?ner(?!\p{L})/giu, 'einer'],
    [/(?<!\p{L})'?nem(?!\p{L})/giu, 'einem'],
    [/(?<!\p{L})hab(?!\p{L})/giu, 'habe'],
    [/(?<!\p{L})(wohn|komm|arbeit|spiel|lern|hass|lieb|heiß|ess|trink|studier)(?= )/giu, '$1e'],
    [/(?<!\p{L})heiss(?=e|t)/giu, 'heiß'],
    [/ (?:halt|eben|ja|übrigens|echt|voll|eig|mal|so)(?= )/giu, ''],
  ],
  openings:
    /^(?:(?:hey|hi|hallo|moin|servus|na|also|ja|jo|nein|ne|ach|oh|ok|okay|und|aber|übrigens|sorry|warte|doch|weil|leute|ehrlich gesagt)(?!\p{L})[\s,.:!-]*)+/iu,
  endings:
    /(?:[\s,.!:;)(~-]|(?<!\p{L})(?:lol|btw|tbh|haha+|übrigens|jetzt|gerade|halt|echt|ehrlich gesagt|auch)(?=[^\p{L}]*$)|\p{Extended_Pictographic}|\uFE0F)+$/iu,
  moment:
    / (?:(?:seit )?(?:gestern|heute|vorgestern|morgen)|(?:letzte[ns]?|nächste[ns]?|diese[ns]?) (?:woche|monat|jahr|sommer|winter|herbst|frühling)|vor \p{L}+ (?:tagen|wochen|monaten|jahren)|im (?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)(?: \d{4})?)$/iu,
  joints: / und | aber | weil /giu,
  slots: {
    Name: String.raw`(?!(?:der|die|das|nicht|ein|eine)\b)\p{L}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?`,
    Names: String.raw`\p{L}[\p{L}'-]+(?: und \p{L}[\p{L}'-]+)?`,
    Place: `(?!(?:der|dem|den|einer|einem|wohnung)(?!\\p{L}))${WORD}(?: (?:am|an der|bei|im) ${WORD})?`,
    Firm: `${WORD}(?: ${WORD}){0,2}`,
    rest: String.raw`(?!(?:es|das|dich|euch)(?!\p{L}))[^,;]{2,90}?`,
    age: String.raw`1?\d?\d`,
    count: String.raw`(?:eine?n?|zwei|drei|vier|fünf|\d{1,2})`,
    pet: `(?:(?!und )\\p{L}+ ){0,2}(?:${PETS})(?:n|en|e|s)?`,
    owned: `(?:(?!und )\\p{L}+ ){0,2}\\p{L}*${anyOf('auto, motorrad, fahrrad, boot, haus, wohnung, garten, gitarre, klavier, geige, kind, kinder, sohn, söhne, tochter, töchter, schwester, schwestern, bruder, brüder, geschwister, zwillinge, job, ausbildung, podcast, blog, laden, firma, freund, freundin')}`,
    state: anyOf(
      'vegan, veganer, veganerin, vegetarier, vegetarierin, vegetarisch, verheiratet, geschieden, single, verlobt, schwanger, linkshänder, linkshänderin, einzelkind',
    ),
    job: JOBS,
    day: String.raw`\d{1,2}\. ?[\p{L}\d]{1,12}`,
    habit: anyOf('spiel, lern, studier, fahr, sammle, koch, back, mal, sing, kletter, lauf, trainier, les, schreib'),
  },
  who: {
    user: '(?:ich|wir)',
    my: '(?:mein|meine|unser|unsere)',
    gap: ' ',
    relation: RELATION,
    name: '(?!(?:ist|hat|war|und|heißt|wohnt|arbeitet|mag|liebt|hasst|kommt|lebt|spielt|wird)(?!\\p{L}))\\p{L}[\\p{L}-]+',
    possessive: '',
    pronoun: '(?:er|sie|es)',
    whose: '(?:sein|seine|ihr|ihre)',
    whom: '(?:ihn|sie|es)',
    mismatched: [
      [/^(?:er|sein|ihn)$/iu, new RegExp(`${FEMALE}$`, 'iu')],
      [/^(?:sie|ihr|ihre)$/iu, new RegExp(`${MALE}$`, 'iu')],
    ],
    pets: new RegExp(`${PETS}(?:n|en|e)?$`, 'iu'),
    theUser: 'Der Nutzer',
    theirs(relation, my) {
      const noun = relation.replace(/\p{L}+$/u, word => word.slice(0, 1).toUpperCase() + word.slice(1))
      if (/(?:kind|baby|pferd|pony|chen)$/iu.test(relation)) return `Das ${noun} des Nutzers`
      const isFemale =
        my.toLowerCase().endsWith('e') ||
        new RegExp(`(?:${FEMALE}|katze|ratte|schlange|schildkröte|hündin)$`, 'iu').test(relation) ||
        (my === '' && /(?:n|hunde|ponys|s)$/iu.test(relation))
      return `${isFemale ? 'Die' : 'Der'} ${noun} des Nutzers`
    },
  },
  corrections: [
    /^nicht (?:am |in |bei )?(?<old>[\p{L}\d]{2,30}),? sondern (?:am |in |bei )?(?<new>[\p{L}\d]{1,30})$/iu,
    /^(?:ich meine?(?:te)?|es ist|er heißt|sie heißt|das heißt) (?:am |in |bei )?(?<new>[\p{L}\d]{1,30})(?:,? nicht (?<old>[\p{L}\d]{2,30}))?$/iu,
  ],
  ownWords: [
    [/(?<!\p{L})(?:mein|unser)(e?[nrms]?)(?!\p{L})/giu, 'sein$1'],
    [/(?<!\p{L})(?:mich|mir|uns)(?!\p{L})/giu, 'sich'],
  ],
  third: verb =>
    verb
      .toLowerCase()
      .replace(/^mögen$/u, 'mag')
      .replace(/^esse[n]?$/u, 'isst')
      .replace(/^fahr$/u, 'fährt')
      .replace(/^lauf$/u, 'läuft')
      .replace(/^les$/u, 'liest')
      .replace(/^(?:hasse|hassen)$/u, 'hasst')
      .replace(/^(liebe|trinke|trage)n?$/u, (_, stem: string) => `${stem.slice(0, -1)}t`)
      .replace(/^(spiel|lern|studier|koch|back|mal|sing|kletter|trainier|schreib)$/u, '$1t')
      .replace(/^sammle$/u, 'sammelt'),
  rules: [
    {
      when: '(?:mein name ist|ich heiße|ich bin (?:der|die)|nennt? mich) {Name}',
      tells: 'Der Nutzer heißt {Name}.',
      facet: 'name',
      value: 'Name',
      examples: [['hallo, ich heiße jana', 'Der Nutzer heißt Jana.'], ['ich bin müde']],
    },
    {
      when: '{who} (?:heißt|heißen) {Names}',
      tells: '{who} heißt {Names}.',
      names: 'Names',
      examples: [['meine katze heißt Momo', 'Die Katze des Nutzers heißt Momo.']],
    },
    {
      when: '{whose} name ist {Names}',
      tells: '{who} heißt {Names}.',
      names: 'Names',
      examples: [
        ['wir haben einen hund. sein name ist balu', 'Der Nutzer hat einen hund.', 'Der Hund des Nutzers heißt Balu.'],
      ],
    },
    {
      when: '(?:{who} )?(?:bin|ist|bin gerade|ist gerade) {age}(?: jahre(?: alt)?| geworden)?',
      tells: '{who} ist {age} Jahre alt.',
      facet: 'age',
      value: 'age',
      examples: [
        ['bin 34', 'Der Nutzer ist 34 Jahre alt.'],
        ['mein sohn ist 6 jahre alt', 'Der Sohn des Nutzers ist 6 Jahre alt.'],
      ],
    },
    {
      when: `(?:{who} )?(?:wohne|wohnt|wohnen|lebe|lebt|leben) ${BETWEEN}in {Place}`,
      tells: '{who} wohnt in {Place}.',
      facet: 'home',
      value: 'Place',
      examples: [
        ['wohn in hamburg', 'Der Nutzer wohnt in Hamburg.'],
        ['meine oma wohnt in Graz', 'Die Oma des Nutzers wohnt in Graz.'],
        ['ich wohne nicht in Berlin'],
        ['wenn ich in Rom wohnen würde'],
      ],
    },
    {
      when: `(?:{who} )?(?:bin|ist|sind) ${BETWEEN}(?:letzte\\p{L}* \\p{L}+ |im \\p{L}+ )?nach {Place} (?:gezogen|umgezogen)`,
      tells: '{who} wohnt in {Place}.',
      facet: 'home',
      value: 'Place',
      examples: [['ich bin letzten monat nach kiel gezogen', 'Der Nutzer wohnt in Kiel.']],
    },
    {
      when: `(?:{who} )?(?:komme|kommt|bin|ist) ${BETWEEN}aus {Place}`,
      tells: '{who} kommt aus {Place}.',
      facet: 'origin',
      value: 'Place',
      examples: [['ich komm aus bremen', 'Der Nutzer kommt aus Bremen.']],
    },
    {
      when: `(?:{who} )?(?:arbeite|arbeitet) ${BETWEEN}bei {Firm}`,
      tells: '{who} arbeitet bei {Firm}.',
      facet: 'employer',
      value: 'Firm',
      examples: [['ich arbeite bei siemens', 'Der Nutzer arbeitet bei Siemens.']],
    },
    {
      when: `(?:{who} )?(?:arbeite|arbeitet) ${BETWEEN}(?<job2>(?:als|in|im|an|auf) {rest})`,
      tells: '{who} arbeitet {job2}.',
      facet: 'job',
      examples: [['meine schwester arbeitet als köchin', 'Die Schwester des Nutzers arbeitet als köchin.']],
    },
    {
      when: `(?:{who} )?(?:bin|ist) ${BETWEEN}(?:von beruf )?{job}(?<where> (?:bei|in|im|an|am) {rest})?`,
      tells: '{who} ist {job}{where}.',
      facet: 'job',
      value: 'job',
      examples: [
        ['bin krankenpfleger in einem heim', 'Der Nutzer ist krankenpfleger in einem heim.'],
        ['mein bruder ist arzt', 'Der Bruder des Nutzers ist arzt.'],
        ['bin sauer'],
      ],
    },
    {
      when: `(?:{who} )?(?:bin|ist|lebe|lebt) ${BETWEEN}{state}`,
      tells: '{who} ist {state}.',
      examples: [['bin seit drei jahren vegan', 'Der Nutzer ist vegan.']],
    },
    {
      when: '(?:{who} )?(?:bin|ist) allergisch (?:gegen|auf) {rest}',
      tells: '{who} ist allergisch gegen {rest}.',
      examples: [['bin allergisch gegen katzen', 'Der Nutzer ist allergisch gegen katzen.']],
    },
    {
      when: `(?:(?:ich|wir) )?haben? ${BETWEEN}{count} {pet}(?: namens {Names})?`,
      tells: 'Der Nutzer hat {count} {pet}.',
      introduces: 'pet',
      names: 'Names',
      examples: [['wir haben zwei katzen', 'Der Nutzer hat zwei katzen.'], ['ich habe keinen hund']],
    },
    {
      when: `(?:{who} )?(?:haben?|hat) ${BETWEEN}{count} {owned}`,
      tells: '{who} hat {count} {owned}.',
      examples: [['ich hab zwei kinder', 'Der Nutzer hat zwei kinder.'], ['ich hab ne frage']],
    },
    {
      when: '(?:{who} )?(?<verb>mag|mögen|esse|isst|trinke|trinkt|vertrage|verträgt) (?<no>keine?n?) {rest}(?: mehr)?',
      tells: '{who} {verb+s} {no} {rest}.',
      facet: 'dislikes',
      kind: 'preference',
      examples: [['esse kein fleisch mehr', 'Der Nutzer isst kein fleisch.']],
    },
    {
      when: '(?:{who} )?(?<verb>mag|mögen|esse|isst|trinke|trinkt) {rest} (?:überhaupt |gar |wirklich )?nicht',
      tells: '{who} {verb+s} {rest} nicht.',
      facet: 'dislikes',
      kind: 'preference',
      examples: [['ich mag pilze gar nicht', 'Der Nutzer mag pilze nicht.']],
    },
    {
      when: '(?:{who} )?(?<verb>hasse|hasst|mag|mögen|liebe|liebt|lieben) (?:total |sehr |echt )?{rest}',
      tells: '{who} {verb+s} {rest}.',
      kind: 'preference',
      examples: [['ich liebe wandern', 'Der Nutzer liebt wandern.'], ['ich mag das']],
    },
    {
      when: `(?:{who} )?{habit}(?:e|t|st|en)? ${BETWEEN}{rest}`,
      tells: '{who} {habit+s} {rest}.',
      examples: [['ich lerne gerade japanisch', 'Der Nutzer lernt japanisch.']],
    },
    {
      when: '(?:{who} )?(?:habe|hat) am {day} geburtstag',
      tells: '{who} hat am {day} Geburtstag.',
      facet: 'birthday',
      value: 'day',
      examples: [['ich hab am 3. mai geburtstag', 'Der Nutzer hat am 3. mai Geburtstag.']],
    },
  ],
  noted: 'Ich merke mir:',
  recalled: 'Du hast mir gesagt:',
  notUnderstood:
    'Das verstehe ich nicht: Ich bin ein Ersatz, der nach ein paar Regeln geht. Es geht etwa „meine Schwester heißt Mia“, „ich habe einen Hund“, „ich wohne in Kiel“, „ich mag keine Oliven“. Ein echtes Modell versteht auch den Rest: mit OPENAI_API_KEY.',
}
