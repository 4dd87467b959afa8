import type { Texts } from './en.ts'

/** What Keepsake says, in French, with a no-break space before `: ; ! ? »` and after `«`. */
export const fr: Texts = {
  answers: {
    modelOverloaded: 'Mon modèle est surchargé en ce moment. Réessaie dans une minute.',
    modelUnreachable: 'Je n’arrive pas à joindre mon modèle en ce moment. Réessaie dans une minute.',
    modelTooSlow: 'Mon modèle a mis trop de temps à répondre. Réessaie dans une minute.',
    modelKeyRefused: 'Le fournisseur de mon modèle refuse ma clé. Préviens la personne qui gère le bot.',
    modelQuotaSpent: 'Le quota de mon modèle est épuisé. Préviens la personne qui gère le bot.',
    modelRequestRefused:
      'Le fournisseur de mon modèle n’a pas accepté la requête. Préviens la personne qui gère le bot.',
    modelBusy: 'Mon modèle a trop à faire et me demande d’attendre. Réessaie dans quelques minutes.',
    modelSpentToday: 'Le quota de mon modèle est épuisé pour aujourd’hui. Réessaie demain.',
    modelMissing: 'Mon modèle n’est plus là, ou il porte un autre nom. Préviens la personne qui gère le bot.',
    readersChanged:
      '-# Depuis que j’ai commencé à répondre, d’autres peuvent lire ce salon : j’ai retiré ma réponse. Pose-moi la question à nouveau.',
    pictureNotSeen: '-# Mon modèle n’a pas accepté toutes les images : je réponds sans ce que je n’ai pas pu voir.',
    modelFiltered: 'Le filtre de contenu du fournisseur de mon modèle a refusé cela. Dis-le autrement.',
    modelEmpty: 'Mon modèle n’a rien répondu. Réessaie, ou dis-le autrement.',
    modelSpentOnThoughts:
      'Mon modèle a employé toute la place de sa réponse à réfléchir. Demande moins à la fois, ou préviens la personne qui gère le bot.',
    messageTooLong: 'C’est plus que je ne peux lire d’un coup. Envoie-moi un message plus court.',
    cutOff: '-# La réponse a été coupée ici. Demande-moi de continuer.',
    lengthReached: '-# Je m’arrête ici : ma réponse ne peut pas être plus longue. Demande-moi de continuer.',
    stopped: '-# Arrêté.',
    remembered: '-# Ce que tu m’as demandé de retenir, je l’ai gardé.',
    forgetOffered: '-# Rien n’est encore oublié : choisis ci-dessous ce que je dois oublier.',
    notForgotten: '-# Rien n’est oublié. C’est `/forget` qui le fait.',
    rememberOffered:
      '-# Rien n’est encore retenu à ta demande : appuie sur le bouton et je garde ton message tel que tu l’as écrit.',
    restNotShown: '-# Il y a une suite, mais je ne peux pas joindre de fichiers ici. Demande-moi le reste.',
    memoryAway: '-# Je ne me souviens de rien en ce moment : cette réponse ne tient compte que de ton message.',
    missed: '-# Je n’étais pas là quand tu as écrit cela. Redemande-moi si tu veux toujours une réponse.',
    unreadable:
      'Ici, je ne peux lire que ce qui me mentionne. Mentionne-moi, ou laisse la mention activée quand tu réponds.',
    rateLimited: 'Tu es rapide ! Je réponds au prochain message dans une minute ; d’ici là, je me tais.',
    dailyLimitUser: 'Je ne peux plus te répondre aujourd’hui. À demain avec plaisir (dès minuit UTC).',
    dailyLimitServer: 'Ce serveur a utilisé toutes ses réponses pour aujourd’hui. Je reviens demain (dès minuit UTC).',
    dailyLimitBot: 'J’ai utilisé toutes mes réponses pour aujourd’hui. Je reviens demain (dès minuit UTC).',
    failed: 'Quelque chose s’est mal passé de mon côté. Réessaie dans une minute.',
    paused: '-# Ma mémoire est en pause : je ne garde rien de ceci. `/privacy` la réactive.',
    incognito: '-# Incognito : je ne garde rien de cette conversation. `/privacy` y met fin.',
    forgotten: '-# Tu as dit cela avant de me faire tout supprimer : je n’en garde rien.',
    serverOff: '-# Je ne garde rien de ce qui se dit sur ce serveur.',
    firstTime:
      '-# Je retiens ce que tu me dis. Ce que je garde, où cela va, et comment l’arrêter ou le supprimer : `/privacy`',
    stop: 'Arrêter',
  },
  descriptions: {
    listen: 'Répondre ici à chaque message, à ce qui en vaut la peine, ou aux seules mentions et réponses',
    listenState: 'on : chaque message ; worthwhile : si j’ai quelque chose à dire ; off : mentions et réponses',
    know: 'Voir tout ce que je sais de toi, et le corriger',
    knowAbout: 'Quelques mots, pour ne voir que ce qui s’y rapporte',
    remember: 'Dis-moi quelque chose à retenir, tel que tu l’écris',
    rememberWhat: 'Ce que je dois retenir, avec tes propres mots',
    rememberWhere: 'here : là où on peut le lire maintenant ; everywhere : partout où nous parlons',
    privacy: 'Ce que je garde de toi et où cela va : mettre en pause, changer, emporter, supprimer',
    help: 'Ce que je sais faire, en un coup d’œil',
    new: 'Reprendre notre conversation ici à zéro ; ce que je sais de toi reste',
    settings: 'Comment je suis sur ce serveur et dans chaque salon : caractère, langues, écoute, mémoire',
    serverMemory: 'Si je garde quelque chose de ce qui est dit sur ce serveur',
    serverMemoryState: 'on : je retiens pour les membres ce qu’ils me disent ; off : je ne garde rien d’ici',
    diagnose: 'Pour les propriétaires : pourquoi je réponds ici ou non, et ce qui a échoué',
    diagnosePerson: 'Pour qui',
    usage: 'Pour les propriétaires : ce que coûtent mes modèles, par jour, usage, serveur et modèle',
    usageDays: 'Combien de jours en arrière, 90 au plus',
    access: 'Réservé aux propriétaires : qui peut m’utiliser, et où',
    accessRule: 'allow : autoriser ; deny : interdire ; reset : comme réglé ; sans rien, toutes les règles',
    accessUser: 'La personne que la règle concerne',
    accessRole: 'Le rôle que la règle concerne',
    accessChannel: 'Le salon ou la catégorie, avec ses fils',
    accessServer: 'Le serveur : choisis-en un où je suis, ou donne un identifiant',
    accessDirect: 'Tous les messages privés avec moi',
    model: 'Réservé aux propriétaires : lequel de mes modèles répond, et ce qu’est chacun',
    modelName: 'Lequel répond désormais ; reset : celui des réglages',
    modelWhere: 'here : ce salon ; server : ce serveur ; everywhere : là où rien d’autre n’est choisi',
    forget: 'Fais-moi oublier quelque chose : je montre d’abord exactement ce qui disparaît',
    forgetWhat: 'De quoi il s’agit : choisis, ou écris quelques mots et je cherche',
    why: 'Voir ce qui a servi à ma dernière réponse à toi ici, et d’où cela vient',
    export: 'Recevoir tout ce que je sais de toi dans un fichier',
    import: 'Rapporter ce que tu as emporté avec /export',
    importFile: 'Le fichier que /export t’a donné, de 10 Mo au plus',
  },
  commands: {
    stopNotYours: 'Seule la personne qui a posé la question peut arrêter cette réponse.',
    notYours: 'Ceci n’est pas à toi. Utilise toi-même la commande pour voir ce qui est à toi.',
    memoryAway: 'Je n’arrive pas à joindre ma mémoire en ce moment. Réessaie dans une minute.',
    tooFast: 'C’est trop rapide pour moi. Continue dans une minute, s’il te plaît.',
    unknown: 'Je ne connais plus cette commande. Discord te montrera bientôt les commandes actuelles.',
    outdated: 'Ce n’est plus possible ici : quelque chose a changé depuis. Utilise de nouveau la commande.',
    failed: 'Quelque chose s’est mal passé de mon côté. Réessaie dans une minute.',
  },
  listen: {
    on: 'Désormais, je réponds à chaque message de ce salon. `/listen off` y met fin.',
    worthwhile:
      'Désormais, je lis ce salon et je parle quand j’ai quelque chose à dire ; à ce qui m’est adressé, je réponds toujours. `/listen off` y met fin.',
    off: 'Désormais, je ne réponds ici que si l’on me mentionne ou me répond.',
    needsIntent:
      'Je ne peux pas lire ici les messages qui ne me mentionnent pas : la personne qui gère le bot doit d’abord activer « Message Content Intent » dans le portail des développeurs de Discord. D’ici là, je réponds aux mentions et aux réponses.',
    needsPermission: 'Seuls les membres qui peuvent gérer ce salon peuvent changer cela.',
    serversOnly: 'Cela ne marche que dans les salons d’un serveur ; ici, je réponds à tout de toute façon.',
  },
  again: {
    nothing: 'Je ne peux refaire que la dernière réponse que je t’ai donnée dans ce salon.',
    done: 'Réponse refaite.',
    failed: 'Cela n’a pas marché. Réessaie dans une minute.',
  },
  scopes: {
    dm: 'seulement dans nos messages privés',
    everywhere: 'partout',
    thisServer: 'sur ce serveur',
    server: (name: string) => `sur ${name}`,
    aServer: 'sur un autre serveur',
    channel: (mention: string) => `dans ${mention}`,
    channels: (mention: string) => `dans ${mention} et d’autres salons que les mêmes membres peuvent lire`,
  },
  know: {
    title: 'Ce que je sais de toi',
    nothing:
      'Je ne sais encore rien de toi. Dis-moi quelque chose, par exemple « J’ai un chat qui s’appelle Miso », et je l’apprends peu à peu ; ou utilise `/remember`, et je le retiens tout de suite.',
    nothingAbout: (about: string) =>
      `Je ne trouve rien sur « ${about} » dans ce que je sais de toi. Essaie d’autres mots, ou n’en mets pas pour tout voir.`,
    found: 'Ce que j’ai trouvé, le plus proche d’abord',
    nothingSurelyAbout: (about: string) =>
      `Rien de ce que je sais ne parle sûrement de « ${about} ». C’est peut-être dit autrement : *Chercher plus loin* montre le plus proche.`,
    further: 'Ce qui pourrait en parler, le plus proche d’abord',
    lookFurther: (n: number) => `Chercher plus loin (${n})`,
    foundTooOld: 'Cette recherche date de trop longtemps. Utilise de nouveau `/whatdoyouknow`.',
    sections: {
      personal: 'À propos de toi',
      preference: 'Ce que tu aimes ou non',
      relationship: 'Famille, amis et autres',
      event: 'Ce qui s’est passé',
      plan: 'Projets',
      decision: 'Décisions',
      promise: 'Promesses',
      topic: 'Centres d’intérêt et sujets',
      things: 'Personnes et choses',
      summary: 'Cette conversation en bref',
      rejected: 'Non retenu cette semaine',
    },
    counted: (name: string, count: number) => `${name} (${count})`,
    facts: (n: number) => (n === 1 ? 'Un fait :' : `${n} faits :`),
    things: (n: number) =>
      n === 1 ? 'Une personne ou une chose dont tu as parlé :' : `${n} personnes et choses dont tu as parlé :`,
    summary: 'Cette conversation en bref :',
    waiting: (n: number) =>
      n === 1 ? 'Il me reste un de tes messages à apprendre.' : `Il me reste ${n} de tes messages à apprendre.`,
    learnFailed: 'Je n’ai pas pu apprendre pour le moment ; je réessaie de moi-même.',
    evicted: (n: number) =>
      n === 1
        ? 'Un fait a dû laisser la place à de plus récents.'
        : `${n} faits ont dû laisser la place à de plus récents.`,
    paused: 'Ma mémoire est en pause : je ne garde rien de nouveau. `/privacy` la réactive.',
    incognito: (until: string) =>
      `Cette conversation est incognito : je n’en garde rien. Cela se termine ${until} si tu ne dis plus rien, ou avec \`/privacy\`.`,
    choose: 'Montre-moi…',
    choosePerson: 'Montre-moi ce que j’ai dit de…',
    chooseTopic: 'Montre-moi par sujet…',
    jump: 'Aller à la page…',
    several: 'En choisir plusieurs',
    pick: 'En choisir plusieurs…',
    chooseNone: 'N’en choisir aucun',
    forgetChosen: 'Oublier…',
    open: 'Ouvrir',
    leave: 'Laisser ainsi',
    leftAsItWas: 'Rien n’a été changé.',
    listFile: 'faits.txt',
    more: (part: number, of: number) => `Plus… (${part} sur ${of})`,
    chosen: (n: number) => (n === 1 ? 'Un choisi' : `${n} choisis`),
    chooseAll: (n: number) => `Choisir les ${n}`,
    /** Before several are told elsewhere than before, and afterwards. */
    movePreview: {
      everywhere: (n: number) =>
        n === 1
          ? '### Dès lors je peux dire ceci partout où nous parlons'
          : `### Dès lors je peux dire ces ${n} partout où nous parlons`,
      here: (n: number) =>
        n === 1
          ? '### Dès lors je ne dis ceci qu’ici et dans nos messages privés'
          : `### Dès lors je ne dis ces ${n} qu’ici et dans nos messages privés`,
    },
    moved: {
      everywhere: (n: number) =>
        n === 1
          ? 'Je peux désormais en dire un partout où nous parlons.'
          : `Je peux désormais en dire ${n} partout où nous parlons.`,
      here: (n: number) =>
        n === 1
          ? 'Je n’en dis plus un qu’ici et dans nos messages privés.'
          : `Je n’en dis plus ${n} qu’ici et dans nos messages privés.`,
    },
    movedGone: (n: number) => (n === 1 ? 'Un n’était déjà plus là.' : `${n} n’étaient déjà plus là.`),
    movedLeft: (n: number) =>
      n === 1
        ? 'Un est resté comme avant, car autre chose a changé à ce moment-là.'
        : `${n} sont restés comme avant, car autre chose a changé à ce moment-là.`,
    moveAgain: 'Déplacer le reste',
    page: (page: number, of: number) => `Page ${page} sur ${of}`,
    previous: 'Précédent',
    next: 'Suivant',
    home: 'Vue d’ensemble',
    edit: 'Modifier',
    forget: 'Oublier',
    source: 'D’où ça vient',
    keepIt: 'Le garder',
    rejected: {
      secret:
        'Quelque chose ici ressemblait à une clé, un mot de passe ou un numéro de carte ou de compte : je n’en garde aucun.',
      instruction: 'Cela ressemblait à une règle pour moi. De telles règles, je ne les apprends pas de ce qui se dit.',
      sensitive:
        'Cela semble être un sujet délicat, comme la santé, la foi, la politique ou l’argent : je ne le garde que si tu le veux.',
      denied: 'En y regardant de nouveau, ce que j’en avais fait ne semblait pas être ce que tu as dit.',
      name: 'Ce que j’en ai fait nommait quelqu’un ou quelque chose que tu n’as pas nommé.',
      number: 'Ce que j’en ai fait donnait un nombre que tu n’as pas dit.',
      botWords: 'Ce que j’en ai fait était plus dans mes mots que dans les tiens.',
      tooMany: 'Tu as raconté d’un coup plus que je ne peux apprendre d’un coup.',
    },
    rejectedGone:
      'Cela ne peut plus être gardé : son message n’est plus dans mon journal, a été modifié ou a plus d’une semaine.',
    showEverywhere: 'Montrer partout',
    keepHere: 'Garder ici',
    standing: {
      planned: 'prévu',
      past: 'autrefois',
      unsure: 'pas sûr que tu l’aies dit',
      doubted: 'peut-être plus vrai',
    },
    you: 'Toi',
    your: (relation: string) => `pour toi : ${relation}`,
    also: (names: string) => `aussi : ${names}`,
    facets: {
      name: 'nom',
      age: 'âge',
      birthday: 'anniversaire',
      pronouns: 'pronoms',
      home: 'domicile',
      employer: 'employeur',
      job: 'métier',
      'relationship status': 'situation amoureuse',
      'time zone': 'fuseau horaire',
      hometown: 'ville d’origine',
      nationality: 'nationalité',
      language: 'langue',
      education: 'formation',
      school: 'école',
      studies: 'études',
      hobby: 'loisir',
      diet: 'alimentation',
      allergy: 'allergie',
      pet: 'animal de compagnie',
      breed: 'race',
      car: 'voiture',
      height: 'taille',
      weight: 'poids',
      size: 'pointure',
      role: 'rôle',
      team: 'équipe',
      address: 'adresse',
      origin: 'origine',
      instrument: 'instrument de musique',
      sport: 'discipline sportive',
      'favourite colour': 'couleur préférée',
      'favourite food': 'plat préféré',
      'favourite drink': 'boisson préférée',
      'favourite band': 'groupe préféré',
      'favourite music': 'musique préférée',
      'favourite book': 'livre préféré',
      'favourite film': 'film préféré',
      'favourite game': 'jeu préféré',
      'favourite song': 'chanson préférée',
      'favourite animal': 'animal préféré',
      'favourite season': 'saison préférée',
      'favourite city': 'ville préférée',
      'favourite sport': 'sport préféré',
      'favourite team': 'équipe préférée',
    },
    favourite: (what: string) => `préféré (${what})`,
    types: {
      person: 'personne',
      pet: 'animal',
      place: 'lieu',
      organisation: 'organisme',
      project: 'projet',
      thing: 'chose',
    },
    formTitle: 'Corriger',
    formLabel: 'Ce qui est vrai',
    formLabelEntity: 'Ce qui est vrai à ce sujet',
    formHeard: 'D’autres le sauront aussi : ceux qui lisent là où tu l’as dit.',
    changed: {
      corrected: 'Corrigé : c’est valable à partir de maintenant.',
      asBefore: 'Je le savais déjà.',
      nowEverywhere: 'Désormais, je peux le dire partout où nous parlons.',
      nowHere: 'Désormais, je ne le dis qu’ici et dans nos messages privés.',
      empty: 'Rien n’a changé : il n’y avait pas de mots. *Oublier* retire quelque chose.',
      tooLong: 'Rien n’a changé : je garde 1 000 caractères au plus.',
      instruction: 'Rien n’a changé : cela ressemble à une règle pour moi, et je n’en garde pas.',
      secret: 'Rien n’a changé : je ne garde ni clés, ni mots de passe, ni numéros de carte ou de compte.',
      incognitoSoNothing: 'Rien n’a changé : cette conversation est incognito. `/privacy` y met fin.',
      pausedSoNothing: 'Rien n’a changé : ma mémoire est en pause pour toi. `/privacy` la réactive.',
      serverOffSoNothing:
        'Rien n’a changé : rien de ce qui est dit sur ce serveur n’est gardé. Essaie dans nos messages privés.',
      moved: 'Rien n’a changé, car autre chose a changé au même moment. Réessaie.',
      gone: 'Cela ne fait plus partie de ce que je sais de toi.',
      noPlaceHere:
        'Je ne peux pas limiter cela à cet endroit, car je ne sais pas qui lit ici. Utilise `/whatdoyouknow` dans nos messages privés, ou sur un serveur où je suis.',
    },
    youSaid: (date: string) => `Tu as dit cela le ${date} :`,
    byCommand: (date: string) => `Tu me l’as dit par une commande ou un formulaire le ${date} :`,
    saidAgain: (date: string) => `Redit depuis, la dernière fois le ${date}.`,
    noWords: 'Je n’ai plus les mots d’où cela vient.',
    whereItStands: 'Où c’est écrit :',
    noSource: 'Je ne sais plus d’où cela vient.',
  },
  forget: {
    everything: 'Tout',
    lastHour: 'La dernière heure',
    thisChannel: 'Ce salon',
    thisConversation: 'Cette conversation',
    conversationIn: (name: string) => `Ce qui s’est dit dans ${name}`,
    ourDm: 'nos messages privés',
    title: '### Que dois-je oublier ?',
    howToName:
      'Choisis ici, ou utilise de nouveau `/forget` et écris après `what` de quoi il s’agit : je propose ce que je sais, et je cherche tout le reste. Tu vois exactement ce qui disparaît avant qu’il ne se passe quoi que ce soit.',
    chooseTitle: (about: string) => `### « ${about} » : de laquelle de ces choses parles-tu ?`,
    chooseTitleBare: '### Que dois-je oublier parmi tout ceci ?',
    nothingSurely:
      'Je ne sais rien qui en parle sûrement. C’est peut-être dit autrement : *Chercher plus loin* montre le plus proche.',
    lookFurther: 'Chercher plus loin',
    furtherTitle: '### Qu’est-ce qui en parle ?',
    nothingFurther: 'Il n’y a rien de plus à parcourir.',
    chooseHint: 'Choisis ce qui doit disparaître, une chose ou plusieurs ; je te montre ensuite exactement l’effet.',
    choosePlaceholder: 'Choisis ce que je dois oublier',
    nothingAbout: (about: string) =>
      `Je ne trouve rien sur « ${about} » dans ce que je sais de toi. Essaie d’autres mots, ou parcours tout avec \`/whatdoyouknow\`.`,
    previewTitle: '### Voici ce qui disparaît si tu confirmes',
    addedMeanwhile:
      'Quelque chose s’est ajouté depuis que je te l’ai montré. C’est maintenant dans la liste ; regarde encore une fois.',
    facts: (n: number) => (n === 1 ? 'Un fait :' : `${n} faits :`),
    entities: (n: number) =>
      n === 1 ? 'Une personne ou une chose, entièrement :' : `${n} personnes et choses, entièrement :`,
    details: (n: number) => (n === 1 ? 'Un détail :' : `${n} détails :`),
    older: 'ancienne version',
    olderGoesToo:
      'L’ancienne version que tu as corrigée disparaît aussi, pour qu’elle ne puisse pas redevenir valable.',
    of: (name: string) => `${name} :`,
    you: 'Toi',
    calledToo: (name: string) => `alias ${name}`,
    turns: (n: number) =>
      n === 1
        ? 'Un message de notre conversation dont je me souviens'
        : `${n} messages de notre conversation dont je me souviens, les tiens et les miens`,
    segments: (n: number) => (n === 1 ? 'Un résumé qui en parle' : `${n} résumés qui en parlent`),
    more: (n: number) =>
      n === 0
        ? 'Quelque chose est abrégé ici. Tout se trouve dans le fichier ci-dessous.'
        : `… et ${n} de plus. Tout se trouve dans le fichier ci-dessous.`,
    listFile: 'oublier.txt',
    perhaps: (n: number) =>
      n === 1
        ? 'Il s’agit sans doute aussi de la même personne ; cela reste si tu ne le choisis pas :'
        : `Il s’agit sans doute aussi de la même personne ; ces ${n} faits restent si tu ne les choisis pas :`,
    perhapsToo: 'Oublier cela aussi',
    perhapsStay: (n: number) =>
      n === 1
        ? 'Il reste un fait qui parle peut-être de la même personne.'
        : `Il reste ${n} faits qui parlent peut-être de la même personne.`,
    cannotUndo: 'C’est irréversible.',
    forgetThis: 'Oublier ceci',
    keepIt: 'Garder',
    keptIt: 'Je n’ai rien oublié.',
    nothingThere: 'Il n’y a rien de cela dans ce que je sais de toi, ou c’est déjà parti.',
    receiptTitle: '### C’est oublié',
    goneFacts: (n: number) => (n === 1 ? 'un fait' : `${n} faits`),
    goneEntities: (n: number) => (n === 1 ? 'une personne ou chose' : `${n} personnes et choses`),
    goneDetails: (n: number) => (n === 1 ? 'un détail' : `${n} détails`),
    goneTurns: (n: number) => (n === 1 ? 'un message retenu' : `${n} messages retenus`),
    goneSegments: (n: number) => (n === 1 ? 'un résumé' : `${n} résumés`),
    goneTraces: (n: number) =>
      n === 1 ? 'une note sur ce qui a servi à une réponse' : `${n} notes sur ce qui a servi à des réponses`,
    goneConversations: (n: number) => (n === 1 ? 'la trace d’une conversation' : `les traces de ${n} conversations`),
    goneBefore: 'Il n’en restait déjà plus rien.',
    lookedAgain: 'J’ai vérifié : il n’en reste rien dans ma mémoire.',
    stillThere: (n: number) =>
      n === 1 ? 'J’ai vérifié : une chose est encore là.' : `J’ai vérifié : ${n} choses sont encore là.`,
    tryAgain: 'Oublier le reste',
    discordShows:
      'Discord, lui, affiche toujours les messages. Pour en supprimer un là-bas, maintiens-le appuyé (ou fais un clic droit) et choisis « Supprimer le message ».',
    someMessages: 'Cela venait de ceux-ci :',
    moreMessages: (n: number) => (n === 1 ? 'et d’un autre' : `et de ${n} autres`),
    answersMayTell:
      'Mes réponses à d’autres, en d’autres mots ou dans une autre langue, peuvent encore en parler là-bas.',
    backups:
      '-# Les sauvegardes de ma mémoire, s’il y en a, le contiennent jusqu’à leur expiration. La personne qui gère le bot peut te dire dans combien de temps.',
    doneAlready: 'C’est déjà fait.',
    expired: 'Cela a été affiché il y a trop longtemps. Utilise de nouveau `/forget`.',
    everythingTitle: '### Tout oublier ?',
    everythingGoes:
      'Tout ce que je sais de toi disparaît, ici comme partout ailleurs : ce que j’ai appris, ce dont nous avons parlé, et tes réglages.',
    everythingCounts: 'Voici ce que je garde de toi :',
    keepsNothing: 'Je ne garde rien de toi en ce moment.',
    exportFirst: 'Si tu veux d’abord en avoir une copie : `/export`.',
    everythingButton: 'Tout oublier…',
    phrase: 'tout oublier',
    formTitle: 'Tout oublier ?',
    formLabel: 'Tape les mots ci-dessous pour confirmer',
    formDescription: (phrase: string) => `Tape « ${phrase} ». C’est irréversible.`,
    wrongPhrase: (phrase: string) =>
      `Je n’ai rien oublié : ce n’étaient pas les bons mots. Tape « ${phrase} » si tu veux que j’oublie tout.`,
    everythingReceipt: '### J’ai tout oublié de toi',
    startsAfresh:
      'Ce que tu dis à partir de maintenant, je le retiens en repartant de zéro. Tes réglages sont comme au début : fuseau horaire, langue, pause de la mémoire et conversations incognito sont oubliés aussi.',
    messageNotYours: 'Seule la personne qui a écrit un message, ou celle à qui il répond, peut me le faire oublier.',
    messageNotKept: 'Je ne garde rien de ce message.',
    messageGone: 'J’ai oublié ce message et ce que j’en avais appris.',
    messageFacts: (n: number) => (n === 1 ? 'Un fait a disparu avec lui.' : `${n} faits ont disparu avec lui.`),
    messageStays:
      'Discord l’affiche toujours : pour le supprimer là-bas, maintiens-le appuyé (ou fais un clic droit) et choisis « Supprimer le message ».',
    answerStays: 'Discord l’affiche toujours.',
    repliesStay: 'Mes réponses y restent aussi : je ne sais plus lesquelles étaient pour toi.',
    answersGoAlong: 'Si tu supprimes là-bas un de tes messages, ma réponse disparaît aussi.',
  },
  why: {
    title: 'Pourquoi j’ai dit cela',
    answer: (link: string) => `À propos de cette réponse : ${link}`,
    wentIn: 'De ce que je retiens de toi, y ont servi :',
    facts: (n: number) => (n === 1 ? 'un fait' : `${n} faits`),
    segments: (n: number) => (n === 1 ? 'un résumé' : `${n} résumés`),
    turns: (n: number) => (n === 1 ? 'un message d’avant' : `${n} messages d’avant`),
    lookups: (n: number) => (n === 1 ? 'j’ai cherché plus loin une fois' : `j’ai cherché plus loin ${n} fois`),
    nothing: 'Rien de ce que j’ai encore en mémoire n’y a servi.',
    alsoYourMessage: 'J’avais aussi ton message, ce qui s’est dit autour, et ce que mon modèle sait du monde.',
    goneFacts: (n: number) => (n === 1 ? 'Un fait a été oublié depuis.' : `${n} faits ont été oubliés depuis.`),
    goneSegments: (n: number) =>
      n === 1 ? 'Un résumé a été réécrit ou oublié depuis.' : `${n} résumés ont été réécrits ou oubliés depuis.`,
    goneTurns: (n: number) =>
      n === 1 ? 'Un message n’est plus gardé mot pour mot.' : `${n} messages ne sont plus gardés mot pour mot.`,
    past: 'dépassé',
    byCommand: 'dit par une commande ou un formulaire',
    edited: 'modifié depuis',
    summary: (from: string, to: string) => `Ce qui s’est dit du ${from} au ${to}, en bref :`,
    youSaid: (date: string) => `Tu as dit le ${date} :`,
    iSaid: (date: string) => `J’ai dit le ${date} :`,
    notAnswered:
      'Je ne garde ici aucune réponse à toi : je n’en ai pas donné, ou elle a été oubliée, est trop ancienne, ou ma mémoire était en pause ou désactivée.',
    notKept:
      'Je ne peux pas dire comment cela s’est fait : ce n’est pas une réponse, je l’ai donnée sans mémoire (en pause, incognito ou hors d’atteinte), ou elle est trop ancienne ou oubliée.',
    notMine: 'Utilise cela sur une de mes réponses à toi.',
    notYours: 'Seule la personne à qui j’ai répondu peut voir ce qui y a servi.',
  },
  files: {
    here: 'Voici tout ce que je garde de toi : ce que je sais, ce que nous avons dit, les résumés et les réglages. Qui a le fichier peut le lire. `/import` le rapporte, même après m’avoir fait tout oublier.',
    sent: 'Je te l’ai envoyé en message privé.',
    noDm: 'Je ne peux pas t’envoyer de message privé : tu n’en acceptes pas d’ici, ou tu me bloques. Utilise `/export` dans nos messages privés ; sur un serveur, tu peux aussi les autoriser dans ses paramètres de confidentialité.',
    tooLarge: (megabytes: number) =>
      `Le fichier ferait ${megabytes} Mo, plus que je ne peux envoyer et relire. La personne qui gère le bot peut le sortir de ma mémoire pour toi ; ou fais-moi oublier ce dont tu n’as pas besoin, avec \`/forget\`, et réessaie.`,
    cannotRead: {
      tooLarge:
        'Je lis des fichiers de 10 Mo au plus, et rien de ce que donne `/export` n’est plus gros. Rien n’a changé.',
      tooMuch: 'Décompressé, c’est plus que je ne peux prendre d’un coup. Rien n’a changé.',
      notLoaded: 'Je n’ai pas pu charger ce fichier depuis Discord. Rien n’a changé ; réessaie.',
      garbage: 'Je ne peux pas lire ce fichier : il me faut celui que `/export` t’a donné, tel quel. Rien n’a changé.',
      otherFormat: 'C’est une autre sorte de fichier : il me faut celui que `/export` t’a donné. Rien n’a changé.',
      otherVersion: 'Ce fichier vient d’une autre version de moi, que je ne sais pas lire. Rien n’a changé.',
      otherUser: 'C’est la mémoire de quelqu’un d’autre. Je ne te rapporte que ce qui était à toi. Rien n’a changé.',
      broken: (at: string, code: string) =>
        `Ce fichier est abîmé : \`${at}\` n’est pas comme il faut (${code}). Rien n’a changé.`,
    },
    back: '### Ta mémoire est de retour',
    allHere: '### Rien n’a changé',
    allHereAlready: 'Tout y était déjà.',
    nothingIn: 'Il n’y a rien dans ce fichier que je puisse rapporter.',
    kinds: {
      facts: (n: number) => (n === 1 ? 'un fait' : `${n} faits`),
      statements: (n: number) =>
        n === 1 ? 'un détail sur des personnes et des choses' : `${n} détails sur des personnes et des choses`,
      conversations: (n: number) => (n === 1 ? 'une conversation' : `${n} conversations`),
      turns: (n: number) => (n === 1 ? 'un message' : `${n} messages`),
      segments: (n: number) => (n === 1 ? 'un résumé' : `${n} résumés`),
      settings: (n: number) => (n === 1 ? 'un réglage' : `${n} réglages`),
    },
    wasHere: 'Déjà là, et laissé tel quel :',
    refused: 'Pas repris :',
    why: {
      broken: 'avec des erreurs',
      instruction: 'une règle pour moi',
      secret: 'une clé, un mot de passe ou un numéro que je ne garde pas',
      later: 'avec une date future',
      noRoom: 'plus que je ne garde d’une personne',
      twice: 'en double dans le fichier',
    },
    brokenAt: (places: string) => `Les premiers endroits qui ont des erreurs : ${places}`,
    cutOff:
      'Ensuite, quelque chose a été oublié ou changé au même moment, et j’ai laissé le reste. Utilise de nouveau `/import` si tu le veux encore.',
  },
  remember: {
    keptUnderAnswer: (words: string) => `-# Je retiens ceci : ${words}`,
    kept: 'Je m’en souviendrai :',
    known: 'Je le savais déjà :',
    replaceOrKeep:
      'Cela ne va peut-être pas avec ceci, que je savais déjà. Le nouveau prend-il sa place ? Jusqu’à ton choix, je garde les deux.',
    tookPlace: 'Il prend la place de ceci, qui appartient maintenant au passé :',
    stillCounts: 'Là où le nouveau ne peut pas être dit, l’ancien vaut toujours.',
    replace: 'Remplacer',
    keepBoth: 'Garder les deux',
    undo: 'Annuler',
    edit: 'Modifier',
    forget: 'Oublier',
    undone: 'Annulé : je ne m’en souviens plus.',
    goneBefore: 'C’était déjà parti.',
    empty: 'Il n’y a là aucun mot que je puisse retenir.',
    tooLong: 'C’est trop long pour être retenu d’un seul tenant : 1 000 caractères au plus. Dis-le plus brièvement.',
    instruction:
      'Cela ressemble à une règle pour moi, pas à quelque chose de ta vie : je ne garde pas de telles règles.',
    secret:
      'Je ne garde ni clés, ni mots de passe, ni numéros de carte, même si on me le demande. Un gestionnaire de mots de passe est fait pour ça.',
    moved: 'Cela n’a pas marché : quelque chose a changé entre-temps. Réessaie.',
    messageGone:
      'Je ne peux pas garder ce message : il a été dit ou oublié à un moment où je ne devais rien garder. Redis-le-moi avec `/remember`.',
    ownOnly: 'Je ne retiens que ce que les gens disent d’eux-mêmes : choisis un de tes propres messages.',
    paused: 'Ma mémoire est en pause pour toi, donc je ne garde rien. `/privacy` la réactive.',
    incognito: 'Cette conversation est incognito, donc je n’en garde rien. `/privacy` y met fin.',
    serverOff:
      'Sur ce serveur, je ne garde rien : ses admins ont désactivé la mémoire. Dis-le-moi plutôt en message privé.',
    unknownPlace:
      'Je ne garde rien de ce qui est dit ici, car je ne vois pas qui lit. Utilise `/remember` avec `where: everywhere`, ou dis-le-moi en message privé.',
  },
  privacy: {
    title: '## Ta vie privée',
    timeZone: (zone: string, now: string) => `**Fuseau horaire** : ${zone}, où il est ${now}.`,
    defaultTimeZone: (zone: string, now: string) =>
      `**Fuseau horaire** : tu n’en as pas choisi, donc je compte les jours selon ${zone}, où il est ${now}.`,
    chooseTimeZone: 'Choisis un fuseau horaire',
    otherTimeZone: 'Un autre…',
    timeZoneForm: 'Ton fuseau horaire',
    timeZoneField: 'Ville, fuseau ou UTC±n ; vide : par défaut',
    timeZoneExample: 'Paris, America/Montreal ou UTC+9',
    unknownTimeZone:
      'Je ne connais pas ce fuseau horaire. Essaie la plus grande ville de ton fuseau (Paris), son nom (Europe/Paris) ou un décalage (UTC+2).',
    memoryOn:
      '**Mémoire** : activée. Je retiens ce que tu me dis, et ne le dis que là où tous ceux qui lisent pouvaient déjà le lire quand tu l’as dit.',
    memoryPaused: '**Mémoire** : en pause. Je réponds, sans rien garder ni apprendre. Ce que je savais avant reste.',
    pause: 'Mettre en pause',
    resume: 'Activer la mémoire',
    incognitoOff: '**Cette conversation** : pas incognito.',
    incognitoOn: (until: string) =>
      `**Cette conversation** : incognito. Je réponds sans rien en garder, jusqu’à ce que tu y mettes fin ou une heure après ton dernier message (pour l’instant : ${until}).`,
    incognitoStart: 'Passer incognito ici',
    incognitoEnd: 'Quitter l’incognito',
    unknownPlace: '**Cette conversation** : je ne vois pas qui lit ici, donc je n’en garde rien de toute façon.',
    serverOff: '**Ce serveur** : ses admins ont désactivé la mémoire. Rien de ce qui est dit ici n’est gardé.',
    retention: (days: number, facts: number, entities: number) =>
      `**Combien de temps** : ce que nous nous disons disparaît ${days === 1 ? 'un jour' : `${days} jours`} après notre dernière conversation au même endroit. Ce que j’ai appris reste jusqu’à ce que tu me le fasses oublier ; au-delà de ${facts} faits, ou de ${entities} personnes et choses, les moins utiles s’en vont.`,
    provider: (chat: string, embeddings: string, minutes: number) =>
      `**Ce qui sort de ce bot** : pour te répondre, j’envoie à ${chat} ton message avec ses pièces jointes, ce qui s’est dit autour, un résumé de ce qui précède, et ce que je sais de toi et peux dire à cet endroit. Environ ${minutes === 1 ? 'une minute' : `${minutes} minutes`} après ton dernier message, ou quand il y en a beaucoup, ce que tu as dit y repart une fois pour que j’en apprenne. Des phrases isolées vont à ${embeddings} pour que je les retrouve par leur sens.`,
    export: 'Exporter',
    forgetEverything: 'Tout supprimer',
    version: version => `-# Ce bot est Keepsake ${version}.`,
  },
  diagnose: {
    ownersOnly: 'C’est réservé aux propriétaires du bot.',
    channel: (mention: string) => `Dans ${mention}`,
    mayAnswer: 'J’ai ici toutes les permissions dont je me sers.',
    lacks: (permissions: string) => `Il me manque ici des permissions : ${permissions}.`,
    listening: {
      everything: 'Je réponds ici à chaque message (`/listen`).',
      worthwhile:
        'Je lis ce qui se dit ici et je parle quand j’ai quelque chose à dire ; aux mentions, aux réponses et à mon nom, je réponds toujours (`/listen`).',
      mentions: 'Je réponds ici à qui me mentionne ou me répond.',
    },
    seesContent: 'Je vois ce qui se dit ici.',
    noContent: 'Je ne vois que ce qui me mentionne : l’intent « message content » est désactivé.',
    person: (mention: string) => `Pour ${mention}`,
    noLimit: 'Aucune limite ne m’empêche de répondre.',
    noList: 'Aucune liste ne m’empêche de répondre.',
    denied: (source: string) => `Une liste m’empêche de répondre : ${source} l’interdit.`,
    unlisted: (source: string) => `Une liste m’empêche de répondre : ${source} n’en parle pas.`,
    parts: 'Mes parties',
    lastAnswer: (when: string) => `Ma dernière réponse : ${when}.`,
    noAnswerYet: 'Pas encore de réponse depuis mon démarrage.',
    unanswered: 'Sans réponse dernièrement',
    none: 'Rien depuis mon démarrage.',
  },
  usage: {
    title: (days: number) => (days === 1 ? 'Ce que je coûte aujourd’hui' : `Ce que je coûte en ${days} jours`),
    today: (cost: string, tokens: string) => `**Aujourd’hui**, depuis minuit UTC : ${cost} ; ${tokens}`,
    of: (amount: string, cap: string, percent: number) => `${amount} sur ${cap} (${percent} %)`,
    total: (cost: string, tokens: string, requests: number) =>
      `**En tout** : ${cost} ; ${tokens} tokens en ${requests === 1 ? 'une requête' : `${requests} requêtes`}`,
    tokens: (read: string, again: string, written: string) =>
      `Tokens : ${read} lus (dont ${again} déjà lus avant, qui coûtent moins), ${written} écrits`,
    unpriced: (tokens: string, models: string) =>
      `Le prix de ${tokens} tokens n’est pas connu, ils manquent donc dans ces coûts : ${models}. Dis-moi ce qu’ils coûtent avec \`MODEL_PRICES\`.`,
    nothing: 'Rien n’a été dépensé pendant ce temps.',
    byDay: 'Par jour (UTC)',
    byPurpose: 'Par usage',
    byServer: 'Par serveur',
    byModel: 'Par modèle',
    purposes: {
      chat: 'réponses',
      study: 'apprentissage',
      summary: 'résumés',
      review: 'relectures',
      embed: 'vecteurs',
      probe: 'essais',
    },
    dm: 'messages privés',
    nobody: 'pour personne',
    more: (n: number) => (n === 1 ? 'et un autre' : `et ${n} autres`),
    capNear: (spent: string, setting: string) =>
      `La plus grande partie de ce que je peux dépenser aujourd’hui est dépensée : ${spent}. Quand tout le sera, je ne répondrai à personne jusqu’à minuit UTC. \`${setting}\` dit combien c’est, et \`/usage\` sur un serveur, à quoi cela a servi.`,
    capReached: (spent: string, setting: string) =>
      `Ce que je peux dépenser aujourd’hui est dépensé : ${spent}. Je ne réponds à personne et n’apprends rien jusqu’à minuit UTC ; je le dis à qui me parle. Pour changer cela, augmente \`${setting}\` et redémarre-moi. \`/usage\` sur un serveur dit à quoi cela a servi.`,
    personReached: (cap: string, setting: string) =>
      `Quelqu’un a dépensé tout ce qu’une personne peut dépenser en un jour (${cap}) et n’a pas de réponse jusqu’à minuit UTC. \`${setting}\` dit combien c’est. Je te préviens chaque jour de la première fois.`,
    serverReached: (cap: string, setting: string) =>
      `Un serveur a dépensé tout ce qu’il peut dépenser en un jour (${cap}) et n’a pas de réponse jusqu’à minuit UTC. \`${setting}\` dit combien c’est. Je te préviens chaque jour de la première fois.`,
  },
  access: {
    server: 'On ne peut pas m’utiliser sur ce serveur : la personne qui me gère a choisi les serveurs où je suis.',
    channel: 'Je ne réponds pas dans ce salon : la personne qui me gère a choisi où je parle.',
    user: 'Je ne peux pas parler avec toi ici : la personne qui me gère a choisi avec qui je parle.',
    direct: 'Je ne réponds pas aux messages privés : la personne qui me gère a désactivé cela.',
    stillYours:
      '-# Je ne garde rien de ce que tu me dis ici. Ce que je sais de toi reste à toi : `/whatdoyouknow`, `/forget` et `/privacy` fonctionnent quand même.',
    leaving:
      'Merci de m’avoir fait venir. Je dois repartir : la personne qui me gère a choisi les serveurs où je suis, et celui-ci n’en fait pas partie. Ce qui m’a été dit ici, je l’oublie dans 30 jours.',
    title: '### Qui peut m’utiliser',
    kinds: { server: 'Serveurs', channel: 'Salons', role: 'Rôles', user: 'Personnes', direct: 'Messages privés' },
    onlyListed: 'seulement ce qui a ✅',
    everybody: 'tout sauf ce qui a ❌',
    more: (n: number) => (n === 1 ? 'et un de plus' : `et ${n} de plus`),
    howItCounts:
      '❌ l’emporte sur ✅. Pour une même chose, ce qu’a dit `/access` l’emporte sur les réglages ; `rule: reset` y revient. Un fil compte comme son salon, un salon aussi comme sa catégorie. On est admis par son identifiant ou par un rôle ; en message privé, personne n’a de rôle.',
    chooseOne:
      'Choisis une règle (`rule`), et pour elle une chose parmi `user`, `role`, `channel`, `server` et `direct`. Sans rien, je montre toutes les règles.',
    noServer: 'Ce n’est pas un serveur : choisis-en un que je propose, ou donne son identifiant.',
    changes: {
      allow: (what: string) => `Autorisé : ${what}`,
      deny: (what: string) => `Interdit : ${what}`,
      reset: (what: string) => `Comme dans les réglages : ${what}`,
    },
    list: {
      begins: 'Une liste commence ainsi : ce qui n’y figure pas, pour cette sorte, n’est plus admis.',
      ends: 'C’était le dernier de sa liste : tous les autres de cette sorte sont de nouveau admis.',
    },
    wouldLeave: (n: number, names: string) =>
      n === 1 ? `Je quitterais un serveur : ${names}` : `Je quitterais ${n} serveurs : ${names}`,
    confirm: 'Fais-le',
    cancel: 'Laisser ainsi',
    cancelled: 'Tout reste comme avant.',
  },
  model: {
    title: '### Mes modèles',
    onlyOne: (name: string) =>
      `Je n’ai qu’un modèle : ${name}. Si CHAT_MODEL en nomme plusieurs, séparés par des virgules, tu choisis ici lequel répond.`,
    isFirst: 'le premier des réglages',
    takes: (tokens: number) => `prend ${tokens} jetons`,
    here: (name: string) => `Ici répond ${name}.`,
    server: (name: string) => `Sur ce serveur répond ${name}, là où un salon n’en a pas d’autre.`,
    everywhere: (name: string) => `Partout ailleurs répond ${name}.`,
    dropped: (name: string) => `${name} était choisi et n’est plus dans les réglages : j’ai annulé ce choix.`,
    howItCounts:
      'Le choix d’un salon passe avant celui de son serveur, et celui-ci avant celui de partout. Si le modèle choisi ne peut pas répondre, les autres le font, dans l’ordre des réglages.',
    unknown: (name: string) => `Je n’ai pas de modèle « ${name} ». Choisis-en un que je propose.`,
    serversOnly: 'Ce n’est pas un serveur. Choisis `here` ou `everywhere`.',
    changed: 'Désormais, c’est ainsi :',
  },
  help: {
    title: '### Ce que je sais faire',
    talk: '**Parle-moi** : écris-moi un message privé, mentionne-moi ou réponds-moi. Modifie une question, et j’y réponds à nouveau ; supprime-la, et je l’oublie avec tout ce qui en est venu. Je lis aussi images et fichiers texte, si mon modèle le peut.',
    talkDirect:
      '**Parle-moi** : écris, tout simplement. Modifie une question, et j’y réponds à nouveau ; supprime-la, et je l’oublie avec tout ce qui en est venu. Je lis aussi images et fichiers texte, si mon modèle le peut.',
    every: 'Ici, je réponds à chaque message, ou à ce sur quoi j’ai quelque chose à dire.',
    remember:
      '**Je retiens** ce que tu me dis, pour toi seulement : `/whatdoyouknow` le montre, pour le corriger ; `/remember` garde quelque chose aussitôt ; `/forget` enlève ce que tu choisis ; `/why` dit ce qui est entré dans ma dernière réponse ; `/new` reprend une conversation à zéro.',
    yours:
      '**C’est à toi** : `/privacy` le met en pause et dit où cela va ; `/export` et `/import` te le font emporter.',
    admins: '**Tu gères ce serveur** : `/settings` dit comment j’y suis, et dans chaque salon.',
    buttons: { know: 'Que sais-tu de moi ?', privacy: 'Vie privée', settings: 'Réglages', show: 'Que sais-tu faire ?' },
    hello: (name: string) =>
      `Bonjour ! Je suis ${name}. Mentionne-moi, réponds-moi ou écris-moi un message privé, et je réponds. Je retiens ce qu’on me dit, pour chaque personne seulement ; chacune voit ce que je sais d’elle, le corrige et le fait oublier. Qui gère ce serveur dit avec \`/settings\` comment je suis ici.`,
  },
  beginAnew: {
    begun:
      'Nous repartons ici à zéro : ce qui a été dit avant dans cette conversation n’entre plus dans aucune réponse. Ce que je sais de toi reste, et ce que tu viens de dire, je l’apprends encore : `/whatdoyouknow` le montre, `/forget` l’enlève.',
    inServer:
      'Cela reste entre nous deux : ce que d’autres disent dans ce salon, je le lis comme avant, et rien ne change pour les autres.',
    nothing: 'Il n’y a rien à reprendre : je n’ai rien gardé d’une conversation avec toi ici.',
  },
  settings: {
    titleServer: (name: string) => `### Comment je suis sur ${name}`,
    titleChannel: (mention: string) => `### Comment je suis dans ${mention}`,
    show: { server: 'Tout le serveur', channel: 'Ce salon' },
    origins: { channel: 'choisi pour ce salon', server: 'choisi pour le serveur', default: 'ainsi sans aucun choix' },
    persona: 'Caractère',
    personaDefault: 'celui que m’a donné la personne qui me gère',
    writePersona: 'Écrire',
    resetPersona: 'Retirer ce caractère',
    personaForm: 'Comment je dois être ici',
    personaField: 'Mon nom, caractère, ton et mes sujets',
    personaHint:
      'Qui me parle ne voit pas ce texte mais peut en entendre parler. Ce que je garde et dis n’en change pas.',
    personaExample: 'Tu es le bibliothécaire de notre club de lecture : pince-sans-rire, érudit, amateur de thé.',
    refusals: {
      tooLong: (most: number) => `Rien n’a changé : un caractère compte ${most} signes au plus.`,
      secret: 'Rien n’a changé : je ne garde ni clés, ni mots de passe, ni numéros de carte ou de compte.',
      liftsRules:
        'Rien n’a changé : cela semble lever mes règles, ou ce que je dois à ceux qui me parlent. Dis-moi comment être, pas quoi ignorer.',
    },
    listening: 'Ce à quoi je réponds',
    listeningModes: {
      everything: 'Tous les messages',
      worthwhile: 'Quand j’ai quelque chose à dire',
      mentions: 'Mentions et réponses seulement',
    },
    answerLanguage: 'Langue de mes réponses',
    textLanguage: 'Langue de mes panneaux et messages',
    languageDefaults: { answerLanguage: 'celle dans laquelle on m’écrit', textLanguage: 'celle de chaque personne' },
    asServer: 'Comme sur tout le serveur',
    memory: 'Mémoire',
    memoryOn: 'Je retiens pour chaque personne ce qu’elle me dit ici',
    memoryOff: 'Je ne garde rien de ce qui se dit sur ce serveur',
    switchMemoryOn: 'Activer',
    switchMemoryOff: 'Désactiver',
    model: 'Modèle',
    modelDefault: 'Celui d’usage',
    byOwner: 'choisi par la personne qui me gère',
    howItCounts: 'Ce qui est choisi pour un salon compte avant son serveur ; un fil est comme son salon.',
    serversOnly: 'Cela ne marche que sur les serveurs. Pour toi, il y a `/privacy`.',
  },
  serverMemory: {
    on: 'Désormais, je retiens pour les membres ce qu’ils me disent sur ce serveur.',
    off: 'Désormais, je ne garde rien de ce qui est dit sur ce serveur. Ce que les membres m’ont dit ici avant leur reste : eux seuls peuvent le voir et me le faire oublier, avec `/forget`.',
    needsPermission: 'Seuls les membres qui peuvent gérer ce serveur peuvent changer cela.',
    serversOnly: 'Cela ne marche que sur les serveurs. Pour toi, `/privacy` met ma mémoire en pause.',
  },
}
