import { frPanels } from './fr-panels.ts'
import type { Texts } from './texts.ts'

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
    modelFiltered: 'Le filtre de contenu du fournisseur de mon modèle a refusé cela. Dis-le autrement.',
    modelEmpty: 'Mon modèle n’a rien répondu. Réessaie, ou dis-le autrement.',
    messageTooLong: 'C’est plus que je ne peux lire d’un coup. Envoie-moi un message plus court.',
    cutOff: '-# La réponse a été coupée ici. Demande-moi de continuer.',
    lengthReached: '-# Je m’arrête ici : ma réponse ne peut pas être plus longue. Demande-moi de continuer.',
    stopped: '-# Arrêté.',
    restNotShown: '-# Il y a une suite, mais je ne peux pas joindre de fichiers ici. Demande-moi le reste.',
    memoryAway: '-# Je ne me souviens de rien en ce moment : cette réponse ne tient compte que de ton message.',
    unreadable:
      'Ici, je ne peux lire que ce qui me mentionne. Mentionne-moi, ou laisse la mention activée quand tu réponds.',
    rateLimited: 'Tu es rapide ! Je réponds au prochain message dans une minute ; d’ici là, je me tais.',
    dailyLimitUser: 'Je ne peux plus te répondre aujourd’hui. À demain avec plaisir (dès minuit UTC).',
    dailyLimitServer: 'Ce serveur a utilisé toutes ses réponses pour aujourd’hui. Je reviens demain (dès minuit UTC).',
    dailyLimitBot: 'J’ai utilisé toutes mes réponses pour aujourd’hui. Je reviens demain (dès minuit UTC).',
    failed: 'Quelque chose s’est mal passé de mon côté. Réessaie dans une minute.',
    paused: '-# Ma mémoire est en pause : je ne garde rien de ceci. `/privacy` la réactive.',
    incognito: '-# Incognito : je ne garde rien de cette conversation. `/privacy` y met fin.',
    serverOff: '-# Je ne garde rien de ce qui se dit sur ce serveur.',
    firstTime:
      '-# Je retiens ce que tu me dis. Ce que je garde, où cela va, et comment l’arrêter ou le supprimer : `/privacy`',
    stop: 'Arrêter',
  },
  descriptions: {
    listen: 'Répondre à chaque message de ce salon, ou seulement aux mentions et aux réponses',
    listenState: 'on : répondre à chaque message ici ; off : seulement aux mentions et aux réponses',
    know: 'Voir tout ce que je sais de toi, et le corriger',
    knowAbout: 'Quelques mots, pour ne voir que ce qui s’y rapporte',
    remember: 'Dis-moi quelque chose à retenir, tel que tu l’écris',
    rememberWhat: 'Ce que je dois retenir, avec tes propres mots',
    rememberWhere: 'here : là où on peut le lire maintenant ; everywhere : partout où nous parlons',
    privacy: 'Ce que je garde de toi et où cela va : mettre en pause, changer, emporter, supprimer',
    serverMemory: 'Si je garde quelque chose de ce qui est dit sur ce serveur',
    serverMemoryState: 'on : je retiens pour les membres ce qu’ils me disent ; off : je ne garde rien d’ici',
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
    unknown: 'Je ne connais plus cette commande. Discord te montrera bientôt les commandes actuelles.',
    outdated: 'Ce n’est plus possible ici : quelque chose a changé depuis. Utilise de nouveau la commande.',
    failed: 'Quelque chose s’est mal passé de mon côté. Réessaie dans une minute.',
  },
  listen: {
    on: 'Désormais, je réponds à chaque message de ce salon. `/listen off` y met fin.',
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
  },
  ...frPanels,
  remember: {
    kept: 'Je m’en souviendrai :',
    known: 'Je le savais déjà :',
    undo: 'Annuler',
    edit: 'Modifier',
    forget: 'Oublier',
    undone: 'Annulé : je ne m’en souviens plus.',
    goneBefore: 'C’était déjà parti.',
    empty: 'Il n’y a là aucun mot que je puisse retenir.',
    tooLong: 'C’est trop long pour être retenu d’un seul tenant : 1 000 caractères au plus. Dis-le plus brièvement.',
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
  },
  serverMemory: {
    on: 'Désormais, je retiens pour les membres ce qu’ils me disent sur ce serveur.',
    off: 'Désormais, je ne garde rien de ce qui est dit sur ce serveur. Ce que les membres m’ont dit ici avant leur reste : eux seuls peuvent le voir et me le faire oublier, avec `/forget`.',
    needsPermission: 'Seuls les membres qui peuvent gérer ce serveur peuvent changer cela.',
    serversOnly: 'Cela ne marche que sur les serveurs. Pour toi, `/privacy` met ma mémoire en pause.',
  },
}
