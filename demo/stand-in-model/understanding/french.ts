import { anyOf, type Language } from './language.ts'

const PETS = anyOf(
  'chien, chienne, chiot, chat, chatte, chaton, lapin, hamster, cochon d’Inde, rat, cheval, poney, perroquet, serpent, tortue',
)
const FEMALE = anyOf(
  'sœur, soeur, mère, maman, fille, femme, copine, tante, mamie, grand-mère, nièce, cousine, amie, patronne, collègue, voisine, colocataire',
)
const MALE = anyOf(
  'frère, père, papa, fils, mari, copain, oncle, papi, grand-père, neveu, cousin, ami, patron, voisin, mec, pote',
)
const WORD = String.raw`\p{L}[\p{L}.'&-]*`
const NOW = '(?:(?:maintenant|encore|toujours|aussi|actuellement|enfin|depuis [\\p{L}\\d]+(?: [\\p{L}\\d]+)?) )*'

export const french: Language = {
  isSpokenIn:
    /(?<!\p{L})(?:je|j'(?=\p{L})[\p{L}]+|suis|m'appelle|s'appelle(?:nt)?|habite|mon|ma|mes|est|elle|il|une|des|c'est|avec|chez|dans)(?!\p{L})/iu,
  unsaid:
    /\?\s*$|(?<!\p{L})(?:si|serais?|aurais?|aimerais?|voudrais?|pourrais?|peut-être|probablement|imagine|suppose|j'espère|espère|presque|dit|disait|paraît|tu|toi|ton|ta|tes|vous|veux)(?!\p{L})|(?<!\p{L})dans (?:mon|le|un|ce) (?:livre|film|jeu|roman|rêve)(?!\p{L})|^(?:est-ce|qui|que|quoi|où|quand|pourquoi|comment|quel|quelle|écris|raconte|explique|dis)(?!\p{L})|[«»"]/iu,
  denial: /(?<!\p{L})(?:pas|jamais|rien|personne|aucune?|sans|ni|plus de)(?!\p{L})/iu,
  strangers: /(?<!\p{L})(?:type|gars|quelqu'un|personne|gens|une fille|un homme|héros|acteur)(?!\p{L})/iu,
  spellings: [
    [/(?<!\p{L})(?:chuis|jsuis|j'suis)(?!\p{L})/giu, 'je suis'],
    [/(?<!\p{L})j(?:'|e l'|)(?=(?:ai|habite|aime|adore|étudie|apprends|haïs)(?!\p{L}))/giu, 'je '],
    [/(?<!\p{L})t'es(?!\p{L})/giu, 'tu es'],
    [/ (?:du coup|quoi|en fait|genre|franchement|bah|trop)(?= )/giu, ''],
    [/(?<!\p{L})n'/giu, 'ne '],
  ],
  openings:
    /^(?:(?:salut|bonjour|coucou|hey|hello|alors|bon|ben|bah|oui|ouais|non|ah|oh|ok|et|mais|au fait|en fait|parce que|attends|désolée?|pardon)(?!\p{L})[\s,.:!-]*)+/iu,
  endings:
    /(?:[\s,.!:;)(~-]|(?<!\p{L})(?:mdr|lol|ptdr|haha+|maintenant|en ce moment|aussi|d'ailleurs|du coup|quoi)(?=[^\p{L}]*$)|\p{Extended_Pictographic}|\uFE0F)+$/iu,
  moment:
    / (?:hier|aujourd'hui|demain|(?:la semaine|le mois|l'année|l'été|l'hiver) (?:dernière|dernier|prochaine|prochain)|il y a \p{L}+ (?:jours|semaines|mois|ans)|en (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)(?: \d{4})?)$/iu,
  joints: / et | mais | parce que /giu,
  slots: {
    Name: String.raw`(?!(?:un|une|le|la|pas)\b)\p{L}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?`,
    Names: String.raw`\p{L}[\p{L}'-]+(?: et \p{L}[\p{L}'-]+)?`,
    Place: `(?!(?:un|une|la|le|mon|ma)(?!\\p{L}))${WORD}(?:[ -]${WORD}){0,2}`,
    rest: String.raw`(?!(?:ça|cela|te|vous)(?!\p{L}))[^,;]{2,90}?`,
    age: String.raw`1?\d?\d`,
    count: String.raw`(?:une?|deux|trois|quatre|cinq|\d{1,2})`,
    pet: `(?:(?!et )\\p{L}+ )?(?:${PETS})s?`,
    owned: `(?:(?!et )\\p{L}+ ){0,2}${anyOf('voiture, moto, vélo, bateau, maison, appartement, jardin, guitare, piano, enfants?, fils, filles?, frères?, sœurs?, soeurs?, jumeaux, boulot, travail, podcast, blog, magasin, copain, copine')}`,
    state: anyOf(
      'végane?, vegan, végétarien, végétarienne, mariée?, divorcée?, célibataire, fiancée?, enceinte, gauchère?, gaucher, retraitée?, fille unique, fils unique',
    ),
    job: `\\p{L}*${anyOf('infirmi[eè]re?, médecin, professeure?, prof, enseignante?, ingénieure?, développeu(?:r|se), étudiante?, boulang[eè]re?, cuisini[eè]re?, avocate?, architecte, vendeu(?:r|se), coiffeu(?:r|se), polici[eè]re?, journaliste, musicien(?:ne)?, artiste, comptable, électricien(?:ne)?, mécanicien(?:ne)?, dentiste, vétérinaire, plombi[eè]re?, graphiste, serveu(?:r|se)')}`,
    day: String.raw`[\p{L}\d]{1,4} \p{L}{3,10}`,
    habit: anyOf(
      'joue, étudie, apprends?, fais, fait, cuisine, collectionne, peins, peint, chante, danse, cours, court, écris, écrit, lis, lit',
    ),
  },
  who: {
    user: '(?:je|on|nous)',
    my: '(?:mon|ma|mes|notre)',
    gap: ' ',
    relation: `(?:(?:petite?|grande?|meilleure?) )?(?:${FEMALE}|${MALE}|bébé|${PETS})`,
    name: "(?!(?:est|a|et|s'appelle|habite|vit|travaille|aime|adore|déteste|vient|joue)(?!\\p{L}))\\p{L}[\\p{L}-]+",
    possessive: '',
    pronoun: '(?:ils?|elles?)',
    whose: '(?:son|sa)',
    whom: "(?:l'|le|la)",
    mismatched: [
      [/^ils?$/iu, new RegExp(`${FEMALE}$`, 'iu')],
      [/^elles?$/iu, new RegExp(`${MALE}$`, 'iu')],
    ],
    pets: new RegExp(`${PETS}s?$`, 'iu'),
    theUser: "L'utilisateur",
    theirs(relation) {
      if (/(?:chats|chiens|lapins|rats|s)$/iu.test(relation) && !/fils$/iu.test(relation))
        return `Les ${relation} de l'utilisateur`
      if (/^[aeiouhéœ]/iu.test(relation)) return `L'${relation} de l'utilisateur`
      const isFemale = new RegExp(`(?:${FEMALE}|chienne|chatte|tortue)$`, 'iu').test(relation)
      return `${isFemale ? 'La' : 'Le'} ${relation} de l'utilisateur`
    },
  },
  corrections: [
    /^(?:c'est |ce n'est )?pas (?:à |chez )?(?<old>[\p{L}\d]{2,30}),? (?:mais|c'est) (?:à |chez )?(?<new>[\p{L}\d]{1,30})$/iu,
    /^(?:je voulais dire|c'est) (?:à |chez )?(?<new>[\p{L}\d]{1,30})(?:,? pas (?<old>[\p{L}\d]{2,30}))?$/iu,
  ],
  ownWords: [
    [/(?<!\p{L})mon(?!\p{L})/giu, 'son'],
    [/(?<!\p{L})ma(?!\p{L})/giu, 'sa'],
    [/(?<!\p{L})mes(?!\p{L})/giu, 'ses'],
  ],
  third: verb =>
    verb
      .toLowerCase()
      .replace(/^(?:apprends)$/u, 'apprend')
      .replace(/^fais$/u, 'fait')
      .replace(/^(peins|cours|écris|lis|bois)$/u, (_, first: string) => `${first.slice(0, -1)}t`)
      .replace(/^mange$/u, 'mange'),
  rules: [
    {
      when: "(?:(?:moi )?je m'appelle|mon nom est|moi c'est|appelle-moi) {Name}",
      tells: "L'utilisateur s'appelle {Name}.",
      facet: 'name',
      value: 'Name',
      examples: [["salut, je m'appelle inès", "L'utilisateur s'appelle Inès."]],
    },
    {
      when: "{who} (?<verb>s'appelle(?:nt)?) {Names}",
      tells: '{who} {verb} {Names}.',
      names: 'Names',
      examples: [["ma sœur s'appelle Zoé", "La sœur de l'utilisateur s'appelle Zoé."]],
    },
    {
      when: '{who} (?:ai|a) {age} ans',
      tells: '{who} a {age} ans.',
      facet: 'age',
      value: 'age',
      examples: [["j'ai 29 ans", "L'utilisateur a 29 ans."]],
    },
    {
      when: `(?:{who} )?(?:habite|vis|vit|habitons) ${NOW}(?:à|au|aux|en|dans) {Place}`,
      tells: '{who} habite à {Place}.',
      facet: 'home',
      value: 'Place',
      examples: [
        ["j'habite à nantes", "L'utilisateur habite à Nantes."],
        ["si j'habitais à Rome"],
        ["je n'habite pas à Paris"],
      ],
    },
    {
      when: `{who} (?:viens|vient|suis|est) ${NOW}de {Place}`,
      tells: '{who} vient de {Place}.',
      facet: 'origin',
      value: 'Place',
      examples: [['je viens de brest', "L'utilisateur vient de Brest."]],
    },
    {
      when: `(?:{who} )?(?:travaille|bosse) ${NOW}(?<where>(?:chez|comme|dans|à|en|pour) {rest})`,
      tells: '{who} travaille {where}.',
      facet: 'job',
      examples: [['je bosse chez renault', "L'utilisateur travaille chez renault."]],
    },
    {
      when: `{who} (?:suis|est) ${NOW}{job}(?<where> (?:à|dans|en|au|chez) {rest})?`,
      tells: '{who} est {job}{where}.',
      facet: 'job',
      value: 'job',
      examples: [['mon frère est boulanger', "Le frère de l'utilisateur est boulanger."], ['je suis fatigué']],
    },
    {
      when: `{who} (?:suis|est) ${NOW}{state}`,
      tells: '{who} est {state}.',
      examples: [['je suis végétarienne', "L'utilisateur est végétarienne."]],
    },
    {
      when: '{who} (?:suis|est) (?<what>allergique (?:à|aux?) {rest})',
      tells: '{who} est {what}.',
      examples: [['je suis allergique au lait', "L'utilisateur est allergique au lait."]],
    },
    {
      when: `(?:je|on|nous) (?:ai|a|avons) ${NOW}{count} {pet}`,
      tells: "L'utilisateur a {count} {pet}.",
      introduces: 'pet',
      examples: [
        [
          "j'ai deux chiens, ils s'appellent Max et Rita",
          "L'utilisateur a deux chiens.",
          "Les chiens de l'utilisateur s'appellent Max et Rita.",
        ],
        ["je n'ai pas de chien"],
      ],
    },
    {
      when: `{who} (?:ai|a|avons) ${NOW}{count} {owned}`,
      tells: '{who} a {count} {owned}.',
      examples: [["j'ai trois enfants", "L'utilisateur a trois enfants."], ["j'ai une question"]],
    },
    {
      when: '{who} (?:ne )?aime (?:vraiment |trop )?(?:pas|plus) (?:du tout |trop )?{rest}',
      tells: "{who} n'aime pas {rest}.",
      facet: 'dislikes',
      kind: 'preference',
      examples: [["j'aime pas les olives", "L'utilisateur n'aime pas les olives."]],
    },
    {
      when: '{who} (?:ne )?(?<dont>mange|bois|boit|supporte) (?<no>pas|plus) {rest}',
      tells: '{who} ne {dont+s} {no} {rest}.',
      facet: 'dislikes',
      kind: 'preference',
      examples: [['je mange plus de viande', "L'utilisateur ne mange plus de viande."]],
    },
    {
      when: '{who} (?<verb>aime|adore|déteste) (?:bien |beaucoup |trop )?{rest}',
      tells: '{who} {verb} {rest}.',
      kind: 'preference',
      examples: [["j'adore la mer", "L'utilisateur adore la mer."]],
    },
    {
      when: `{who} {habit} ${NOW}{rest}`,
      tells: '{who} {habit+s} {rest}.',
      examples: [['je joue du violon', "L'utilisateur joue du violon."]],
    },
  ],
  noted: 'Je retiens :',
  recalled: 'Tu m’as dit :',
  notUnderstood:
    'Je n’ai pas compris : je suis un remplaçant qui suit quelques règles. Ceci marche : « ma sœur s’appelle Mia », « j’ai un chien », « j’habite à Nantes », « je n’aime pas les olives ». Un vrai modèle comprend le reste : avec OPENAI_API_KEY.',
}
