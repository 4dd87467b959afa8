import { dePanels } from './de-panels.ts'
import type { Texts } from './texts.ts'

/** What Keepsake says, in German. */
export const de: Texts = {
  answers: {
    modelOverloaded: 'Mein Modell ist gerade überlastet. Bitte versuch es in einer Minute noch einmal.',
    modelUnreachable: 'Ich konnte mein Modell gerade nicht erreichen. Bitte versuch es in einer Minute noch einmal.',
    modelTooSlow: 'Mein Modell hat zu lange für die Antwort gebraucht. Bitte versuch es in einer Minute noch einmal.',
    modelKeyRefused:
      'Der Anbieter meines Modells lehnt meinen Schlüssel ab. Bitte sag der Person Bescheid, die den Bot betreibt.',
    modelQuotaSpent:
      'Das Kontingent meines Modells ist aufgebraucht. Bitte sag der Person Bescheid, die den Bot betreibt.',
    modelRequestRefused:
      'Der Anbieter meines Modells hat die Anfrage nicht angenommen. Bitte sag der Person Bescheid, die den Bot betreibt.',
    modelFiltered: 'Der Inhaltsfilter meines Modellanbieters hat das abgelehnt. Bitte sag es mit anderen Worten.',
    modelEmpty: 'Mein Modell hat keine Antwort gegeben. Bitte versuch es noch einmal, oder sag es mit anderen Worten.',
    messageTooLong: 'Das ist mehr, als ich auf einmal lesen kann. Bitte schick mir eine kürzere Nachricht.',
    cutOff: '-# Hier wurde die Antwort abgeschnitten. Sag „weiter“, dann mache ich weiter.',
    lengthReached: '-# Hier höre ich auf: Länger darf meine Antwort nicht sein. Sag „weiter“, wenn du mehr möchtest.',
    stopped: '-# Gestoppt.',
    restNotShown: '-# Es gibt noch mehr, aber ich darf hier keine Dateien anhängen. Frag mich nach dem Rest.',
    memoryAway: '-# Ich kann mich gerade an nichts erinnern und antworte deshalb nur auf diese eine Nachricht.',
    unreadable:
      'Ich kann hier nur lesen, was mich erwähnt. Bitte erwähne mich, oder lass die Erwähnung an, wenn du antwortest.',
    rateLimited: 'Du bist aber schnell! In einer Minute beantworte ich die nächste Nachricht; bis dahin bin ich still.',
    dailyLimitUser: 'Mehr darf ich dir heute nicht antworten. Ich freue mich auf morgen (ab Mitternacht UTC).',
    dailyLimitServer:
      'Dieser Server hat alle Antworten für heute aufgebraucht. Morgen bin ich wieder da (ab Mitternacht UTC).',
    dailyLimitBot: 'Ich habe meine Antworten für heute aufgebraucht. Morgen bin ich wieder da (ab Mitternacht UTC).',
    failed: 'Da ist bei mir etwas schiefgegangen. Bitte versuch es in einer Minute noch einmal.',
    paused: '-# Mein Gedächtnis ist pausiert: Ich behalte nichts hiervon. `/privacy` schaltet es wieder ein.',
    incognito: '-# Inkognito: Ich behalte nichts von diesem Gespräch. `/privacy` beendet das.',
    serverOff: '-# Von dem, was auf diesem Server gesagt wird, behalte ich nichts.',
    firstTime:
      '-# Ich merke mir, was du mir erzählst. Was ich behalte, wohin es geht und wie du es abschaltest oder löschst: `/privacy`',
    stop: 'Stopp',
  },
  descriptions: {
    listen: 'Jede Nachricht in diesem Kanal beantworten oder nur Erwähnungen und Antworten',
    listenState: 'on: jede Nachricht hier beantworten; off: nur Erwähnungen und Antworten',
    know: 'Sieh alles, was ich über dich weiß, und stell es richtig',
    knowAbout: 'Ein paar Wörter, um nur zu sehen, worum es darin geht',
    remember: 'Sag mir etwas, das ich mir merken soll, genau so, wie du es schreibst',
    rememberWhat: 'Was ich mir merken soll, in deinen eigenen Worten',
    rememberWhere: 'here: wo man es jetzt mitlesen kann; everywhere: überall, wo wir reden',
    privacy: 'Was ich von dir behalte und wohin es geht: pausieren, ändern, mitnehmen, löschen',
    serverMemory: 'Ob ich etwas von dem behalte, was auf diesem Server gesagt wird',
    serverMemoryState: 'on: was Mitglieder mir erzählen, merke ich mir für sie; off: ich behalte nichts von hier',
    forget: 'Lass mich etwas vergessen: Ich zeige dir vorher genau, was verschwindet',
    forgetWhat: 'Worum es geht: wähle aus, oder schreib ein paar Wörter, und ich suche danach',
    why: 'Sieh, was in meine letzte Antwort an dich hier eingeflossen ist, und woher es kommt',
    export: 'Bekomm alles, was ich von dir weiß, als Datei',
    import: 'Bring zurück, was du mit /export mitgenommen hast',
    importFile: 'Die Datei, die dir /export gegeben hat, höchstens 10 MB',
  },
  commands: {
    stopNotYours: 'Nur wer gefragt hat, kann diese Antwort stoppen.',
    notYours: 'Das ist nicht deins. Benutze den Befehl selbst, dann siehst du, was deins ist.',
    memoryAway: 'Ich komme gerade nicht an mein Gedächtnis. Bitte versuch es in einer Minute noch einmal.',
    unknown: 'Diesen Befehl kenne ich nicht mehr. Discord zeigt dir in Kürze die aktuellen.',
    outdated: 'Das geht hier nicht mehr: Inzwischen hat sich etwas geändert. Bitte benutze den Befehl noch einmal.',
    failed: 'Da ist bei mir etwas schiefgegangen. Bitte versuch es in einer Minute noch einmal.',
  },
  listen: {
    on: 'Ab jetzt beantworte ich jede Nachricht in diesem Kanal. `/listen off` beendet das.',
    off: 'Ab jetzt antworte ich hier nur, wenn man mich erwähnt oder mir antwortet.',
    needsIntent:
      'Ich kann hier keine Nachrichten lesen, die mich nicht erwähnen: Erst muss „Message Content Intent“ in Discords Entwicklerportal eingeschaltet werden, von der Person, die den Bot betreibt. Bis dahin antworte ich auf Erwähnungen und Antworten.',
    needsPermission: 'Das können nur Mitglieder ändern, die diesen Kanal verwalten dürfen.',
    serversOnly: 'Das geht nur in den Kanälen eines Servers; hier antworte ich sowieso auf alles.',
  },
  again: {
    nothing: 'Ich kann nur neu beantworten, was ich dir in diesem Kanal zuletzt geantwortet habe.',
    done: 'Neu beantwortet.',
    failed: 'Das hat nicht geklappt. Bitte versuch es in einer Minute noch einmal.',
  },
  scopes: {
    dm: 'nur in unseren Direktnachrichten',
    everywhere: 'überall',
    thisServer: 'auf diesem Server',
    server: (name: string) => `auf ${name}`,
    aServer: 'auf einem anderen Server',
    channel: (mention: string) => `in ${mention}`,
  },
  ...dePanels,
  remember: {
    kept: 'Das merke ich mir:',
    known: 'Das wusste ich schon:',
    undo: 'Rückgängig',
    edit: 'Bearbeiten',
    forget: 'Vergessen',
    undone: 'Zurückgenommen: Ich weiß es nicht mehr.',
    goneBefore: 'Das war schon weg.',
    empty: 'Darin stehen keine Worte, die ich mir merken könnte.',
    tooLong: 'Das ist zu lang, um es am Stück zu behalten: höchstens 1.000 Zeichen. Bitte sag es kürzer.',
    secret:
      'Schlüssel, Passwörter, Kartennummern und Ähnliches behalte ich nicht, auch nicht auf Wunsch. Dafür gibt es Passwortmanager.',
    moved: 'Das hat nicht geklappt: Inzwischen hat sich etwas geändert. Bitte versuch es noch einmal.',
    messageGone:
      'Diese Nachricht kann ich nicht behalten: Sie wurde gesagt oder vergessen, als ich nichts behalten sollte. Sag es mir noch einmal mit `/remember`.',
    ownOnly: 'Ich merke mir nur, was Leute über sich selbst erzählen: Wähle eine deiner eigenen Nachrichten.',
    paused: 'Mein Gedächtnis ist für dich pausiert, also behalte ich nichts. `/privacy` schaltet es wieder ein.',
    incognito: 'Dieses Gespräch ist inkognito, also behalte ich nichts davon. `/privacy` beendet das.',
    serverOff:
      'Auf diesem Server behalte ich nichts: Seine Admins haben das ausgeschaltet. Sag es mir stattdessen in einer Direktnachricht.',
    unknownPlace:
      'Ich behalte nichts, was hier gesagt wird, weil ich nicht sehe, wer mitliest. Benutze `/remember` mit `where: everywhere`, oder sag es mir in einer Direktnachricht.',
  },
  privacy: {
    title: '## Deine Privatsphäre',
    timeZone: (zone: string, now: string) => `**Zeitzone**: ${zone}, dort ist es jetzt ${now}.`,
    defaultTimeZone: (zone: string, now: string) =>
      `**Zeitzone**: Du hast keine gewählt, also rechne ich die Tage nach ${zone}; dort ist es jetzt ${now}.`,
    chooseTimeZone: 'Wähle eine Zeitzone',
    otherTimeZone: 'Eine andere …',
    timeZoneForm: 'Deine Zeitzone',
    timeZoneField: 'Stadt, Zeitzone oder UTC±n; leer: Standard',
    timeZoneExample: 'Berlin, America/New_York oder UTC+9',
    unknownTimeZone:
      'Diese Zeitzone kenne ich nicht. Versuch es mit der größten Stadt deiner Zone (Berlin), ihrem Namen (Europe/Berlin) oder dem Abstand (UTC+2).',
    memoryOn:
      '**Gedächtnis**: an. Ich merke mir, was du mir erzählst, und sage es nur dort, wo alle, die mitlesen, es schon lesen konnten, als du es gesagt hast.',
    memoryPaused:
      '**Gedächtnis**: pausiert. Ich antworte, behalte und lerne aber nichts. Was ich vorher wusste, bleibt.',
    pause: 'Gedächtnis pausieren',
    resume: 'Gedächtnis einschalten',
    incognitoOff: '**Dieses Gespräch**: nicht inkognito.',
    incognitoOn: (until: string) =>
      `**Dieses Gespräch**: inkognito. Ich antworte und behalte nichts davon, bis du es ausschaltest oder eine Stunde nach deiner letzten Nachricht (derzeit: ${until}).`,
    incognitoStart: 'Hier Inkognito starten',
    incognitoEnd: 'Inkognito beenden',
    unknownPlace: '**Dieses Gespräch**: Ich sehe nicht, wer hier mitliest, also behalte ich sowieso nichts davon.',
    serverOff:
      '**Dieser Server**: Seine Admins haben mein Gedächtnis ausgeschaltet. Ich behalte nichts, was hier gesagt wird.',
    retention: (days: number, facts: number, entities: number) =>
      `**Wie lange**: Was wir uns gesagt haben, verschwindet ${days === 1 ? 'einen Tag' : `${days} Tage`}, nachdem wir an einem Ort zuletzt geredet haben. Was ich gelernt habe, bleibt, bis du es mich vergessen lässt; bei mehr als ${facts} Fakten oder ${entities} Menschen und Dingen verschwindet, was am wenigsten nützt.`,
    provider: (chat: string, embeddings: string, minutes: number) =>
      `**Was diesen Bot verlässt**: Um dir zu antworten, schicke ich an ${chat} deine Nachricht mit ihren Anhängen, was um sie herum gesagt wurde, eine Zusammenfassung von dem, was vorher war, und was ich von dir weiß und dort sagen darf. Etwa ${minutes === 1 ? 'eine Minute' : `${minutes} Minuten`} nach deiner letzten Nachricht, oder wenn es viele werden, geht das, was du gesagt hast, noch einmal dorthin, damit ich daraus lerne. Einzelne Sätze gehen an ${embeddings}, damit ich sie nach ihrer Bedeutung finde.`,
    export: 'Exportieren',
    forgetEverything: 'Alles löschen',
  },
  serverMemory: {
    on: 'Ab jetzt merke ich mir für die Mitglieder, was sie mir auf diesem Server erzählen.',
    off: 'Ab jetzt behalte ich nichts, was auf diesem Server gesagt wird. Was Mitglieder mir hier vorher erzählt haben, bleibt bei ihnen: Nur sie selbst können es sehen und mit `/forget` vergessen lassen.',
    needsPermission: 'Das können nur Mitglieder ändern, die diesen Server verwalten dürfen.',
    serversOnly: 'Das geht nur auf Servern. Für dich allein pausiert `/privacy` mein Gedächtnis.',
  },
}
