import type { Texts } from './en.ts'

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
    modelBusy:
      'Mein Modell hat zu viel zu tun und bittet mich zu warten. Bitte versuch es in ein paar Minuten noch einmal.',
    modelSpentToday: 'Das Kontingent meines Modells ist für heute aufgebraucht. Bitte versuch es morgen noch einmal.',
    modelMissing:
      'Mein Modell gibt es nicht mehr, oder es heißt anders. Bitte sag es der Person, die den Bot betreibt.',
    readersChanged:
      '-# Seit ich zu antworten begann, können andere hier mitlesen: Ich habe meine Antwort zurückgenommen. Frag mich noch einmal.',
    pictureNotSeen:
      '-# Mein Modell hat nicht alle Bilder angenommen: Ich antworte ohne das, was ich nicht sehen konnte.',
    modelFiltered: 'Der Inhaltsfilter meines Modellanbieters hat das abgelehnt. Bitte sag es mit anderen Worten.',
    modelEmpty: 'Mein Modell hat keine Antwort gegeben. Bitte versuch es noch einmal, oder sag es mit anderen Worten.',
    modelSpentOnThoughts:
      'Mein Modell hat den ganzen Platz für seine Antwort mit Nachdenken verbraucht. Bitte frag nach weniger auf einmal, oder sag dem Betreiber des Bots Bescheid.',
    messageTooLong: 'Das ist mehr, als ich auf einmal lesen kann. Bitte schick mir eine kürzere Nachricht.',
    cutOff: '-# Hier wurde die Antwort abgeschnitten. Sag „weiter“, dann mache ich weiter.',
    lengthReached: '-# Hier höre ich auf: Länger darf meine Antwort nicht sein. Sag „weiter“, wenn du mehr möchtest.',
    stopped: '-# Gestoppt.',
    remembered: '-# Was ich mir merken sollte, habe ich behalten.',
    forgetOffered: '-# Vergessen ist noch nichts: Wähle unten, was ich vergessen soll.',
    notForgotten: '-# Vergessen ist nichts. Das geht mit `/forget`.',
    rememberOffered:
      '-# Auf dein Wort ist noch nichts behalten: Drück den Knopf, dann behalte ich deine Nachricht, wie du sie geschrieben hast.',
    restNotShown: '-# Es gibt noch mehr, aber ich darf hier keine Dateien anhängen. Frag mich nach dem Rest.',
    memoryAway: '-# Ich kann mich gerade an nichts erinnern und antworte deshalb nur auf diese eine Nachricht.',
    missed: '-# Ich war nicht da, als du das geschrieben hast. Frag noch einmal, wenn du die Antwort noch möchtest.',
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
    forgotten: '-# Das hast du gesagt, bevor ich alles löschen sollte. Deshalb behalte ich nichts davon.',
    serverOff: '-# Von dem, was auf diesem Server gesagt wird, behalte ich nichts.',
    firstTime:
      '-# Ich merke mir, was du mir erzählst. Was ich behalte, wohin es geht und wie du es abschaltest oder löschst: `/privacy`',
    stop: 'Stopp',
  },
  descriptions: {
    listen: 'Hier jede Nachricht beantworten, was sich lohnt, oder nur Erwähnungen und Antworten',
    listenState: 'on: jede Nachricht; worthwhile: wenn ich etwas zu sagen habe; off: nur Erwähnungen und Antworten',
    know: 'Sieh alles, was ich über dich weiß, und stell es richtig',
    knowAbout: 'Ein paar Wörter, um nur zu sehen, worum es darin geht',
    remember: 'Sag mir etwas, das ich mir merken soll, genau so, wie du es schreibst',
    rememberWhat: 'Was ich mir merken soll, in deinen eigenen Worten',
    rememberWhere: 'here: wo man es jetzt mitlesen kann; everywhere: überall, wo wir reden',
    privacy: 'Was ich von dir behalte und wohin es geht: pausieren, ändern, mitnehmen, löschen',
    help: 'Was ich kann, auf einen Blick',
    new: 'Unser Gespräch hier neu beginnen; was ich über dich weiß, bleibt',
    settings: 'Wie ich auf diesem Server und in jedem Kanal bin: Art, Sprachen, Zuhören, Gedächtnis',
    serverMemory: 'Ob ich etwas von dem behalte, was auf diesem Server gesagt wird',
    serverMemoryState: 'on: was Mitglieder mir erzählen, merke ich mir für sie; off: ich behalte nichts von hier',
    diagnose: 'Nur für Inhaber: warum ich hier antworte oder nicht, und was zuletzt schiefging',
    diagnosePerson: 'Für wen',
    usage: 'Nur für Inhaber: was meine Modelle kosten, nach Tag, Zweck, Server und Modell',
    usageDays: 'Wie viele Tage zurück, bis 90',
    access: 'Nur für Inhaber: wer mich benutzen darf, und wo',
    accessRule: 'allow: erlauben; deny: verbieten; reset: wie eingestellt; ohne Angabe siehst du alle Regeln',
    accessUser: 'Für wen die Regel gilt',
    accessRole: 'Für welche Rolle die Regel gilt',
    accessChannel: 'Welcher Kanal oder welche Kategorie, mit ihren Threads',
    accessServer: 'Welcher Server: wähle einen, auf dem ich bin, oder gib eine ID an',
    accessDirect: 'Alle Direktnachrichten mit mir',
    model: 'Nur für Inhaber: welches meiner Modelle antwortet, und was jedes ist',
    modelName: 'Welches ab jetzt antwortet; reset: das aus den Einstellungen',
    modelWhere: 'here: dieser Kanal; server: dieser Server; everywhere: wo nichts anderes gewählt ist',
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
    tooFast: 'Das geht mir zu schnell. Mach bitte in einer Minute weiter.',
    unknown: 'Diesen Befehl kenne ich nicht mehr. Discord zeigt dir in Kürze die aktuellen.',
    outdated: 'Das geht hier nicht mehr: Inzwischen hat sich etwas geändert. Bitte benutze den Befehl noch einmal.',
    failed: 'Da ist bei mir etwas schiefgegangen. Bitte versuch es in einer Minute noch einmal.',
  },
  listen: {
    on: 'Ab jetzt beantworte ich jede Nachricht in diesem Kanal. `/listen off` beendet das.',
    worthwhile:
      'Ab jetzt lese ich in diesem Kanal mit und melde mich, wenn ich etwas zu sagen habe; was an mich gerichtet ist, beantworte ich immer. `/listen off` beendet das.',
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
    channels: (mention: string) => `in ${mention} und anderen Kanälen, die dieselben Mitglieder lesen können`,
  },
  know: {
    title: 'Was ich über dich weiß',
    nothing:
      'Ich weiß noch nichts über dich. Erzähl mir etwas, zum Beispiel „Ich habe eine Katze namens Miso“, und ich lerne es nach und nach; oder benutze `/remember`, dann merke ich es mir sofort.',
    nothingAbout: (about: string) =>
      `Zu „${about}“ finde ich nichts in dem, was ich von dir weiß. Versuch es mit anderen Wörtern, oder lass sie weg, um alles zu sehen.`,
    found: 'Was ich gefunden habe, das Passendste zuerst',
    nothingSurelyAbout: (about: string) =>
      `Nichts, was ich weiß, handelt sicher von „${about}“. Vielleicht steht es mit anderen Worten da: *Weiter suchen* zeigt, was am nächsten kommt.`,
    further: 'Was davon handeln könnte, das Nächste zuerst',
    lookFurther: (n: number) => `Weiter suchen (${n})`,
    foundTooOld: 'Diese Suche ist zu lange her. Bitte benutze `/whatdoyouknow` noch einmal.',
    sections: {
      personal: 'Über dich',
      preference: 'Vorlieben und Abneigungen',
      relationship: 'Familie, Freunde und andere',
      event: 'Was passiert ist',
      plan: 'Pläne',
      decision: 'Entscheidungen',
      promise: 'Versprechen',
      topic: 'Interessen und Themen',
      things: 'Menschen und Dinge',
      summary: 'Dieses Gespräch in Kürze',
      rejected: 'In der letzten Woche nicht behalten',
    },
    counted: (name: string, count: number) => `${name} (${count})`,
    facts: (n: number) => (n === 1 ? 'Ein Fakt:' : `${n} Fakten:`),
    things: (n: number) =>
      n === 1 ? 'Von wem oder was du erzählt hast:' : `${n} Menschen und Dinge, von denen du erzählt hast:`,
    summary: 'Dieses Gespräch in Kürze:',
    waiting: (n: number) =>
      n === 1 ? 'Aus einer Nachricht von dir lerne ich noch.' : `Aus ${n} Nachrichten von dir lerne ich noch.`,
    learnFailed: 'Das Lernen hat gerade nicht geklappt; ich versuche es von selbst noch einmal.',
    evicted: (n: number) =>
      n === 1 ? 'Ein Fakt musste Neuerem Platz machen.' : `${n} Fakten mussten Neuerem Platz machen.`,
    paused: 'Mein Gedächtnis ist pausiert: Ich behalte nichts Neues. `/privacy` schaltet es wieder ein.',
    incognito: (until: string) =>
      `Dieses Gespräch ist inkognito: Ich behalte nichts davon. Das endet ${until}, wenn du nichts mehr sagst, oder mit \`/privacy\`.`,
    choose: 'Zeig mir …',
    choosePerson: 'Zeig mir, was ich erzählt habe von …',
    chooseTopic: 'Zeig mir nach Thema …',
    jump: 'Gehe zu Seite …',
    several: 'Mehrere wählen',
    pick: 'Mehrere hiervon wählen …',
    chooseNone: 'Keines wählen',
    forgetChosen: 'Vergessen …',
    open: 'Öffnen',
    leave: 'So lassen',
    leftAsItWas: 'Es wurde nichts geändert.',
    listFile: 'fakten.txt',
    more: (part: number, of: number) => `Mehr … (${part} von ${of})`,
    chosen: (n: number) => (n === 1 ? 'Eines gewählt' : `${n} gewählt`),
    chooseAll: (n: number) => `Alle ${n} wählen`,
    /** Before several are told elsewhere than before, and afterwards. */
    movePreview: {
      everywhere: (n: number) =>
        n === 1
          ? '### Von da an darf ich das überall erzählen, wo wir reden'
          : `### Von da an darf ich diese ${n} überall erzählen, wo wir reden`,
      here: (n: number) =>
        n === 1
          ? '### Von da an erzähle ich das nur hier und in unseren Direktnachrichten'
          : `### Von da an erzähle ich diese ${n} nur hier und in unseren Direktnachrichten`,
    },
    moved: {
      everywhere: (n: number) =>
        n === 1
          ? 'Eines davon darf ich ab jetzt überall erzählen, wo wir reden.'
          : `${n} davon darf ich ab jetzt überall erzählen, wo wir reden.`,
      here: (n: number) =>
        n === 1
          ? 'Eines davon erzähle ich ab jetzt nur hier und in unseren Direktnachrichten.'
          : `${n} davon erzähle ich ab jetzt nur hier und in unseren Direktnachrichten.`,
    },
    movedGone: (n: number) => (n === 1 ? 'Eines war schon weg.' : `${n} waren schon weg.`),
    movedLeft: (n: number) =>
      n === 1
        ? 'Eines ist, wie es war, weil sich gerade etwas anderes geändert hat.'
        : `${n} sind, wie sie waren, weil sich gerade etwas anderes geändert hat.`,
    moveAgain: 'Den Rest verschieben',
    page: (page: number, of: number) => `Seite ${page} von ${of}`,
    previous: 'Zurück',
    next: 'Weiter',
    home: 'Übersicht',
    edit: 'Bearbeiten',
    forget: 'Vergessen',
    source: 'Woher',
    keepIt: 'Behalten',
    rejected: {
      secret:
        'Etwas darin sah aus wie ein Schlüssel, ein Passwort oder eine Karten- oder Kontonummer: So etwas behalte ich nicht.',
      instruction: 'Das klang nach einer Regel für mich. Solche Regeln lerne ich nicht aus dem, was gesagt wird.',
      sensitive:
        'Das scheint etwas Heikles zu sein, etwa Gesundheit, Glaube, Politik oder Geld: So etwas behalte ich nur, wenn du es willst.',
      denied: 'Beim zweiten Hinsehen schien das, was ich daraus gemacht hatte, nicht das zu sein, was du gesagt hast.',
      name: 'Was ich daraus gemacht habe, nannte jemanden oder etwas, das du nicht genannt hast.',
      number: 'Was ich daraus gemacht habe, enthielt eine Zahl, die du nicht gesagt hast.',
      botWords: 'Was ich daraus gemacht habe, waren mehr meine Worte als deine.',
      tooMany: 'Du hast auf einmal mehr erzählt, als ich auf einmal lernen kann.',
    },
    rejectedGone:
      'Das lässt sich nicht mehr behalten: Die Nachricht ist aus meinem Protokoll verschwunden, wurde bearbeitet oder ist älter als eine Woche.',
    showEverywhere: 'Überall zeigen',
    keepHere: 'Nur hier behalten',
    standing: {
      planned: 'geplant',
      past: 'früher',
      unsure: 'nicht sicher, ob du das gesagt hast',
      doubted: 'stimmt vielleicht nicht mehr',
    },
    you: 'Du',
    your: (relation: string) => `für dich: ${relation}`,
    also: (names: string) => `auch: ${names}`,
    facets: {
      name: 'Name',
      age: 'Alter',
      birthday: 'Geburtstag',
      pronouns: 'Pronomen',
      home: 'Wohnort',
      employer: 'Arbeitgeber',
      job: 'Beruf',
      'relationship status': 'Beziehungsstatus',
      'time zone': 'Zeitzone',
      hometown: 'Heimatort',
      nationality: 'Staatsangehörigkeit',
      language: 'Sprache',
      education: 'Ausbildung',
      school: 'Schule',
      studies: 'Studium',
      hobby: 'Hobby',
      diet: 'Ernährung',
      allergy: 'Allergie',
      pet: 'Haustier',
      breed: 'Rasse',
      car: 'Auto',
      height: 'Größe',
      weight: 'Gewicht',
      size: 'Maße',
      role: 'Rolle',
      team: 'Team',
      address: 'Adresse',
      origin: 'Herkunft',
      instrument: 'Musikinstrument',
      sport: 'Sportart',
      'favourite colour': 'Lieblingsfarbe',
      'favourite food': 'Lieblingsessen',
      'favourite drink': 'Lieblingsgetränk',
      'favourite band': 'Lieblingsband',
      'favourite music': 'Lieblingsmusik',
      'favourite book': 'Lieblingsbuch',
      'favourite film': 'Lieblingsfilm',
      'favourite game': 'Lieblingsspiel',
      'favourite song': 'Lieblingslied',
      'favourite animal': 'Lieblingstier',
      'favourite season': 'Lieblingsjahreszeit',
      'favourite city': 'Lieblingsstadt',
      'favourite sport': 'Lieblingssport',
      'favourite team': 'Lieblingsteam',
    },
    favourite: (what: string) => `am liebsten (${what})`,
    types: {
      person: 'Person',
      pet: 'Haustier',
      place: 'Ort',
      organisation: 'Organisation',
      project: 'Projekt',
      thing: 'Sache',
    },
    formTitle: 'Richtigstellen',
    formLabel: 'Was stimmt',
    formLabelEntity: 'Was darüber stimmt',
    formHeard: 'Das erfahren auch andere: alle, die mitlesen, wo du es erzählt hast.',
    changed: {
      corrected: 'Berichtigt: Das gilt von jetzt an.',
      asBefore: 'Das wusste ich schon.',
      nowEverywhere: 'Von jetzt an darf ich es überall sagen, wo wir reden.',
      nowHere: 'Von jetzt an sage ich es nur hier und in unseren Direktnachrichten.',
      empty: 'Nichts wurde geändert: Da stand nichts. *Vergessen* nimmt etwas weg.',
      tooLong: 'Nichts wurde geändert: Ich behalte höchstens 1.000 Zeichen.',
      instruction: 'Nichts wurde geändert: Das liest sich wie eine Regel für mich, und die behalte ich nicht.',
      secret: 'Nichts wurde geändert: Schlüssel, Passwörter, Karten- und Kontonummern behalte ich nicht.',
      incognitoSoNothing: 'Nichts geändert: Dieses Gespräch ist inkognito. `/privacy` beendet das.',
      pausedSoNothing:
        'Nichts wurde geändert: Mein Gedächtnis ist für dich pausiert. `/privacy` schaltet es wieder ein.',
      serverOffSoNothing:
        'Nichts wurde geändert: Ich behalte nichts, was auf diesem Server gesagt wird. Versuch es in unseren Direktnachrichten.',
      moved: 'Nichts wurde geändert, weil sich in dem Moment etwas anderes geändert hat. Bitte versuch es noch einmal.',
      gone: 'Das weiß ich nicht mehr von dir.',
      noPlaceHere:
        'Ich kann es nicht auf diesen Ort beschränken, weil ich nicht weiß, wer hier mitliest. Benutze `/whatdoyouknow` in unseren Direktnachrichten oder auf einem Server, auf dem ich bin.',
    },
    youSaid: (date: string) => `Das hast du am ${date} gesagt:`,
    byCommand: (date: string) => `Das hast du mir am ${date} über einen Befehl oder ein Formular gesagt:`,
    saidAgain: (date: string) => `Noch einmal gesagt, zuletzt am ${date}.`,
    noWords: 'Die Worte, aus denen es stammt, habe ich nicht mehr.',
    whereItStands: 'Wo es steht:',
    noSource: 'Ich weiß nicht mehr, woher das stammt.',
  },
  forget: {
    everything: 'Alles',
    lastHour: 'Die letzte Stunde',
    thisChannel: 'Dieser Kanal',
    thisConversation: 'Dieses Gespräch',
    conversationIn: (name: string) => `Was in ${name} gesagt wurde`,
    ourDm: 'unseren Direktnachrichten',
    title: '### Was soll ich vergessen?',
    howToName:
      'Wähle hier, oder benutze `/forget` noch einmal und schreib hinter `what`, worum es geht: Ich schlage vor, was ich weiß, und suche nach allem anderen. Du siehst genau, was verschwindet, bevor etwas passiert.',
    chooseTitle: (about: string) => `### „${about}“: Was davon meinst du?`,
    chooseTitleBare: '### Was davon soll ich vergessen?',
    nothingSurely:
      'Ich weiß nichts, was sicher davon handelt. Vielleicht steht es mit anderen Worten da: *Weiter suchen* zeigt, was am nächsten kommt.',
    lookFurther: 'Weiter suchen',
    furtherTitle: '### Was hiervon gehört dazu?',
    nothingFurther: 'Mehr gibt es nicht zu durchsuchen.',
    chooseHint: 'Wähle, was weg soll, eines oder mehreres; dann zeige ich dir genau, was das bedeutet.',
    choosePlaceholder: 'Wähle, was ich vergessen soll',
    nothingAbout: (about: string) =>
      `Zu „${about}“ finde ich nichts in dem, was ich von dir weiß. Versuch es mit anderen Wörtern, oder sieh mit \`/whatdoyouknow\` alles durch.`,
    previewTitle: '### Wenn du bestätigst, verschwindet das',
    addedMeanwhile:
      'Seit ich dir das gezeigt habe, ist etwas dazugekommen. Es steht jetzt in der Liste; bitte sieh noch einmal hin.',
    facts: (n: number) => (n === 1 ? 'Ein Fakt:' : `${n} Fakten:`),
    entities: (n: number) =>
      n === 1 ? 'Ein Mensch oder Ding, ganz und gar:' : `${n} Menschen und Dinge, ganz und gar:`,
    details: (n: number) => (n === 1 ? 'Eine Einzelheit:' : `${n} Einzelheiten:`),
    older: 'überholt',
    olderGoesToo: 'Auch die ältere Fassung, die du berichtigt hast, verschwindet, damit sie nicht wieder gelten kann.',
    of: (name: string) => `${name}:`,
    you: 'Du',
    calledToo: (name: string) => `auch ${name} genannt`,
    turns: (n: number) =>
      n === 1
        ? 'Eine Nachricht aus unserem Gespräch, an die ich mich erinnere'
        : `${n} Nachrichten aus unserem Gespräch, an die ich mich erinnere, deine und meine`,
    segments: (n: number) =>
      n === 1
        ? 'Eine Zusammenfassung, in der davon die Rede ist'
        : `${n} Zusammenfassungen, in denen davon die Rede ist`,
    more: (n: number) =>
      n === 0
        ? 'Hier ist etwas gekürzt. Alles steht in der Datei unten.'
        : `… und ${n} mehr. Alles steht in der Datei unten.`,
    listFile: 'vergessen.txt',
    perhaps: (n: number) =>
      n === 1
        ? 'Geht wahrscheinlich auch darum; bleibt, wenn du es nicht wählst:'
        : `Geht wahrscheinlich auch darum; diese ${n} bleiben, wenn du sie nicht wählst:`,
    perhapsToo: 'Auch das vergessen',
    perhapsStay: (n: number) =>
      n === 1
        ? 'Ein Fakt bleibt, der auch davon handeln könnte.'
        : `${n} Fakten bleiben, die auch davon handeln könnten.`,
    cannotUndo: 'Das lässt sich nicht rückgängig machen.',
    forgetThis: 'Das vergessen',
    keepIt: 'Behalten',
    keptIt: 'Ich habe nichts vergessen.',
    nothingThere: 'In dem, was ich von dir weiß, gibt es nichts davon, oder es ist schon weg.',
    receiptTitle: '### Vergessen',
    goneFacts: (n: number) => (n === 1 ? 'ein Fakt' : `${n} Fakten`),
    goneEntities: (n: number) => (n === 1 ? 'ein Mensch oder Ding' : `${n} Menschen und Dinge`),
    goneDetails: (n: number) => (n === 1 ? 'eine Einzelheit' : `${n} Einzelheiten`),
    goneTurns: (n: number) => (n === 1 ? 'eine gemerkte Nachricht' : `${n} gemerkte Nachrichten`),
    goneSegments: (n: number) => (n === 1 ? 'eine Zusammenfassung' : `${n} Zusammenfassungen`),
    goneTraces: (n: number) =>
      n === 1 ? 'eine Notiz, was in eine Antwort einfloss' : `${n} Notizen, was in Antworten einfloss`,
    goneConversations: (n: number) =>
      n === 1 ? 'die Aufzeichnung eines Gesprächs' : `die Aufzeichnungen von ${n} Gesprächen`,
    goneBefore: 'Davon war nichts mehr da.',
    lookedAgain: 'Ich habe noch einmal nachgesehen: In meinem Gedächtnis ist nichts mehr davon.',
    stillThere: (n: number) =>
      n === 1
        ? 'Ich habe noch einmal nachgesehen: Eines ist noch da.'
        : `Ich habe noch einmal nachgesehen: ${n} Dinge sind noch da.`,
    tryAgain: 'Den Rest vergessen',
    discordShows:
      'Discord selbst zeigt die Nachrichten weiterhin. Um dort eine zu löschen, halte sie gedrückt (oder klick sie mit rechts an) und wähle „Nachricht löschen“.',
    someMessages: 'Es kam aus diesen:',
    moreMessages: (n: number) => (n === 1 ? 'und aus einer weiteren' : `und aus ${n} weiteren`),
    answersMayTell:
      'Antworten von mir an andere, in anderen Worten oder in einer anderen Sprache können dort noch davon erzählen.',
    backups:
      '-# Sicherungskopien meines Gedächtnisses, falls es welche gibt, enthalten es, bis sie ablaufen. Wie lange das dauert, weiß die Person, die den Bot betreibt.',
    doneAlready: 'Das ist schon erledigt.',
    expired: 'Das wurde vor zu langer Zeit gezeigt. Bitte benutze `/forget` noch einmal.',
    everythingTitle: '### Alles vergessen?',
    everythingGoes:
      'Alles, was ich von dir weiß, verschwindet: hier und überall sonst, was ich gelernt habe, worüber wir geredet haben, und deine Einstellungen.',
    everythingCounts: 'Von dir behalte ich gerade:',
    keepsNothing: 'Ich behalte gerade nichts von dir.',
    exportFirst: 'Wenn du es vorher selbst haben möchtest: `/export`.',
    everythingButton: 'Alles vergessen …',
    phrase: 'alles vergessen',
    formTitle: 'Alles vergessen?',
    formLabel: 'Tippe zur Bestätigung die Worte unten',
    formDescription: (phrase: string) => `Tippe „${phrase}“. Das lässt sich nicht rückgängig machen.`,
    wrongPhrase: (phrase: string) =>
      `Ich habe nichts vergessen: Das waren nicht die Worte. Tippe „${phrase}“, wenn ich alles vergessen soll.`,
    everythingReceipt: '### Ich habe alles über dich vergessen',
    startsAfresh:
      'Was du von jetzt an sagst, merke ich mir neu. Deine Einstellungen sind wie am Anfang: Zeitzone, Sprache, Pause und Inkognito-Gespräche sind auch vergessen.',
    messageNotYours: 'Nur wer eine Nachricht geschrieben hat, oder wem sie antwortet, kann sie mich vergessen lassen.',
    messageNotKept: 'Von dieser Nachricht behalte ich nichts.',
    messageGone: 'Ich habe diese Nachricht vergessen, und was ich aus ihr gelernt habe.',
    messageFacts: (n: number) => (n === 1 ? 'Mit ihr verschwand ein Fakt.' : `Mit ihr verschwanden ${n} Fakten.`),
    messageStays:
      'Discord zeigt sie weiterhin: Um sie dort zu löschen, halte sie gedrückt (oder klick sie mit rechts an) und wähle „Nachricht löschen“.',
    answerStays: 'Discord zeigt sie weiterhin.',
    repliesStay: 'Auch meine Antworten bleiben dort stehen: Ich weiß nicht mehr, welche davon für dich waren.',
    answersGoAlong: 'Löschst du dort eine Nachricht von dir, verschwindet auch meine Antwort darauf.',
  },
  why: {
    title: 'Warum ich das gesagt habe',
    answer: (link: string) => `Zu dieser Antwort: ${link}`,
    wentIn: 'Aus meinem Gedächtnis ist eingeflossen:',
    facts: (n: number) => (n === 1 ? 'ein Fakt' : `${n} Fakten`),
    segments: (n: number) => (n === 1 ? 'eine Zusammenfassung' : `${n} Zusammenfassungen`),
    turns: (n: number) => (n === 1 ? 'eine Nachricht von vorher' : `${n} Nachrichten von vorher`),
    lookups: (n: number) => (n === 1 ? 'einmal habe ich weiter nachgesehen' : `${n}-mal habe ich weiter nachgesehen`),
    nothing: 'Nichts, was ich noch im Gedächtnis habe, ist eingeflossen.',
    alsoYourMessage:
      'Außerdem hatte ich deine Nachricht, was um sie herum gesagt wurde, und was mein Modell von der Welt weiß.',
    goneFacts: (n: number) => (n === 1 ? 'Ein Fakt ist seitdem vergessen.' : `${n} Fakten sind seitdem vergessen.`),
    goneSegments: (n: number) =>
      n === 1
        ? 'Eine Zusammenfassung ist seitdem neu geschrieben oder vergessen.'
        : `${n} Zusammenfassungen sind seitdem neu geschrieben oder vergessen.`,
    goneTurns: (n: number) =>
      n === 1
        ? 'Eine Nachricht behalte ich nicht mehr im Wortlaut.'
        : `${n} Nachrichten behalte ich nicht mehr im Wortlaut.`,
    past: 'überholt',
    byCommand: 'über einen Befehl oder ein Formular gesagt',
    edited: 'seitdem bearbeitet',
    summary: (from: string, to: string) => `Was vom ${from} bis zum ${to} gesagt wurde, in Kürze:`,
    youSaid: (date: string) => `Du hast am ${date} gesagt:`,
    iSaid: (date: string) => `Ich habe am ${date} gesagt:`,
    notAnswered:
      'Ich behalte hier keine Antwort an dich: Es gab keine, oder sie wurde vergessen, ist zu alt, oder mein Gedächtnis war pausiert oder aus.',
    notKept:
      'Wie das zustande kam, kann ich nicht sagen: Es ist keine Antwort, sie kam ohne Gedächtnis (pausiert, inkognito oder nicht erreichbar), oder sie ist zu alt oder vergessen.',
    notMine: 'Benutze das bei einer meiner Antworten an dich.',
    notYours: 'Nur wem ich geantwortet habe, kann sehen, was dort eingeflossen ist.',
  },
  files: {
    here: 'Das ist alles, was ich von dir behalte: was ich weiß, was wir gesagt haben, Zusammenfassungen und Einstellungen. Wer die Datei hat, kann sie lesen. `/import` bringt es zurück, auch nachdem du mich alles hast vergessen lassen.',
    sent: 'Ich habe es dir als Direktnachricht geschickt.',
    noDm: 'Ich kann dir keine Direktnachricht schicken: Du nimmst von hier keine an oder hast mich blockiert. Benutze `/export` in unseren Direktnachrichten; auf einem Server kannst du sie auch in seinen Privatsphäre-Einstellungen erlauben.',
    tooLarge: (megabytes: number) =>
      `Die Datei hätte ${megabytes} MB, mehr als ich schicken und wieder einlesen kann. Die Person, die den Bot betreibt, kann es für dich aus meinem Gedächtnis holen; oder lass mich mit \`/forget\` vergessen, was du nicht brauchst, und versuch es noch einmal.`,
    cannotRead: {
      tooLarge: 'Ich lese Dateien bis 10 MB, und nichts, was `/export` ausgibt, ist größer. Nichts wurde geändert.',
      tooMuch: 'Ausgepackt ist das mehr, als ich auf einmal nehmen kann. Nichts wurde geändert.',
      notLoaded: 'Ich konnte die Datei nicht von Discord laden. Nichts wurde geändert; bitte versuch es noch einmal.',
      garbage:
        'Diese Datei kann ich nicht lesen: Ich brauche die, die dir `/export` gegeben hat, so wie sie war. Nichts wurde geändert.',
      otherFormat:
        'Das ist eine andere Art von Datei: Ich brauche die, die dir `/export` gegeben hat. Nichts wurde geändert.',
      otherVersion:
        'Diese Datei stammt von einer anderen Version von mir, die ich nicht lesen kann. Nichts wurde geändert.',
      otherUser:
        'Das sind die Erinnerungen von jemand anderem. Ich bringe dir nur zurück, was deins war. Nichts wurde geändert.',
      broken: (at: string, code: string) =>
        `Diese Datei ist nicht heil: \`${at}\` ist nicht, wie es sein soll (${code}). Nichts wurde geändert.`,
    },
    back: '### Deine Erinnerungen sind zurück',
    allHere: '### Nichts wurde geändert',
    allHereAlready: 'Alles davon war schon hier.',
    nothingIn: 'In dieser Datei ist nichts, was ich zurückbringen könnte.',
    kinds: {
      facts: (n: number) => (n === 1 ? 'ein Fakt' : `${n} Fakten`),
      statements: (n: number) =>
        n === 1 ? 'eine Einzelheit über Menschen und Dinge' : `${n} Einzelheiten über Menschen und Dinge`,
      conversations: (n: number) => (n === 1 ? 'ein Gespräch' : `${n} Gespräche`),
      turns: (n: number) => (n === 1 ? 'eine Nachricht' : `${n} Nachrichten`),
      segments: (n: number) => (n === 1 ? 'eine Zusammenfassung' : `${n} Zusammenfassungen`),
      settings: (n: number) => (n === 1 ? 'eine Einstellung' : `${n} Einstellungen`),
    },
    wasHere: 'Schon hier, und unverändert gelassen:',
    refused: 'Nicht übernommen:',
    why: {
      broken: 'fehlerhaft',
      instruction: 'eine Regel für mich',
      secret: 'Schlüssel, Passwort oder Nummer, die ich nicht behalte',
      later: 'mit einem Datum in der Zukunft',
      noRoom: 'mehr, als ich von einer Person behalte',
      twice: 'doppelt in der Datei',
    },
    brokenAt: (places: string) => `Die ersten fehlerhaften Stellen: ${places}`,
    cutOff:
      'Dann wurde gleichzeitig etwas vergessen oder geändert, und ich habe den Rest weggelassen. Bitte benutze `/import` noch einmal, wenn du ihn noch willst.',
  },
  remember: {
    keptUnderAnswer: (words: string) => `-# Das merke ich mir: ${words}`,
    kept: 'Das merke ich mir:',
    known: 'Das wusste ich schon:',
    replaceOrKeep:
      'Das passt vielleicht nicht zu dem, was ich schon wusste. Soll das Neue an seine Stelle treten? Bis du wählst, behalte ich beides.',
    tookPlace: 'Es tritt an die Stelle davon, das gilt jetzt nicht mehr:',
    stillCounts: 'Wo das Neue nicht gesagt werden darf, gilt das Alte weiter.',
    replace: 'Ersetzen',
    keepBoth: 'Beides behalten',
    undo: 'Rückgängig',
    edit: 'Bearbeiten',
    forget: 'Vergessen',
    undone: 'Zurückgenommen: Ich weiß es nicht mehr.',
    goneBefore: 'Das war schon weg.',
    empty: 'Darin stehen keine Worte, die ich mir merken könnte.',
    tooLong: 'Das ist zu lang, um es am Stück zu behalten: höchstens 1.000 Zeichen. Bitte sag es kürzer.',
    instruction:
      'Das liest sich wie eine Regel für mich und nicht wie etwas aus deinem Leben: Solche Regeln behalte ich nicht.',
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
    version: version => `-# Dieser Bot ist Keepsake ${version}.`,
  },
  diagnose: {
    ownersOnly: 'Das ist nur für die Inhaber des Bots.',
    channel: (mention: string) => `Im Kanal ${mention}`,
    mayAnswer: 'Ich habe hier jedes Recht, das ich brauche.',
    lacks: (permissions: string) => `Mir fehlen hier Rechte: ${permissions}.`,
    listening: {
      everything: 'Ich antworte hier auf jede Nachricht (`/listen`).',
      worthwhile:
        'Ich lese hier mit und melde mich, wenn ich etwas zu sagen habe; Erwähnungen, Antworten und meinen Namen beantworte ich immer (`/listen`).',
      mentions: 'Ich antworte hier auf Erwähnungen und Antworten an mich.',
    },
    seesContent: 'Ich sehe, was hier gesagt wird.',
    noContent: 'Ich sehe nur, was mich erwähnt: Der Message-Content-Intent ist aus.',
    person: (mention: string) => `Für ${mention}`,
    noLimit: 'Kein Limit hält mich vom Antworten ab.',
    noList: 'Keine Liste hindert mich am Antworten.',
    denied: (source: string) => `Eine Liste hindert mich am Antworten: ${source} verbietet es.`,
    unlisted: (source: string) => `Eine Liste hindert mich am Antworten: In ${source} steht es nicht.`,
    parts: 'Meine Teile',
    lastAnswer: (when: string) => `Meine letzte Antwort: ${when}.`,
    noAnswerYet: 'Noch keine Antwort seit meinem Start.',
    unanswered: 'Zuletzt nicht beantwortet',
    none: 'Nichts seit meinem Start.',
  },
  usage: {
    title: (days: number) => (days === 1 ? 'Was ich heute koste' : `Was ich in ${days} Tagen koste`),
    today: (cost: string, tokens: string) => `**Heute**, seit Mitternacht UTC: ${cost}; ${tokens}`,
    of: (amount: string, cap: string, percent: number) => `${amount} von ${cap} (${percent} %)`,
    total: (cost: string, tokens: string, requests: number) =>
      `**Insgesamt**: ${cost}; ${tokens} Tokens in ${requests === 1 ? 'einer Anfrage' : `${requests} Anfragen`}`,
    tokens: (read: string, again: string, written: string) =>
      `Tokens: ${read} gelesen (${again} davon schon einmal, das kostet weniger), ${written} geschrieben`,
    unpriced: (tokens: string, models: string) =>
      `Der Preis von ${tokens} Tokens ist nicht bekannt, sie fehlen also in diesen Kosten: ${models}. Sag mir mit \`MODEL_PRICES\`, was sie kosten.`,
    nothing: 'In dieser Zeit wurde nichts ausgegeben.',
    byDay: 'Nach Tag (UTC)',
    byPurpose: 'Nach Zweck',
    byServer: 'Nach Server',
    byModel: 'Nach Modell',
    purposes: {
      chat: 'Antworten',
      study: 'Lernen',
      summary: 'Zusammenfassen',
      review: 'Nachprüfen',
      embed: 'Einbetten',
      probe: 'Proben',
    },
    dm: 'Direktnachrichten',
    nobody: 'für niemanden',
    more: (n: number) => (n === 1 ? 'und noch einer' : `und noch ${n}`),
    capNear: (spent: string, setting: string) =>
      `Das meiste von dem, was ich heute ausgeben darf, ist ausgegeben: ${spent}. Ist alles ausgegeben, antworte ich bis Mitternacht UTC niemandem. \`${setting}\` sagt, wie viel es ist, \`/usage\` auf einem Server, wofür.`,
    capReached: (spent: string, setting: string) =>
      `Was ich heute ausgeben darf, ist ausgegeben: ${spent}. Ich antworte bis Mitternacht UTC niemandem und lerne nichts; wer fragt, erfährt das. Um das zu ändern, erhöhe \`${setting}\` und starte mich neu. \`/usage\` auf einem Server sagt, wofür.`,
    personReached: (cap: string, setting: string) =>
      `Jemand hat alles ausgegeben, was eine Person an einem Tag darf (${cap}), und bekommt bis Mitternacht UTC keine Antwort. \`${setting}\` sagt, wie viel das ist. Ich sage es dir jeden Tag beim ersten Mal.`,
    serverReached: (cap: string, setting: string) =>
      `Ein Server hat alles ausgegeben, was einer an einem Tag darf (${cap}), und bekommt bis Mitternacht UTC keine Antwort. \`${setting}\` sagt, wie viel das ist. Ich sage es dir jeden Tag beim ersten Mal.`,
  },
  access: {
    server:
      'Auf diesem Server bin ich nicht zu benutzen: Wer mich betreibt, hat ausgewählt, auf welchen Servern ich bin.',
    channel: 'In diesem Kanal antworte ich nicht: Wer mich betreibt, hat ausgewählt, wo ich rede.',
    user: 'Mit dir kann ich hier nicht reden: Wer mich betreibt, hat ausgewählt, mit wem ich rede.',
    direct: 'Direktnachrichten beantworte ich nicht: Wer mich betreibt, hat das ausgeschaltet.',
    stillYours:
      '-# Von dem, was du mir hier sagst, behalte ich nichts. Was ich von dir weiß, bleibt deins: `/whatdoyouknow`, `/forget` und `/privacy` gehen trotzdem.',
    leaving:
      'Danke für die Einladung. Ich muss leider wieder gehen: Wer mich betreibt, hat ausgewählt, auf welchen Servern ich bin, und dieser gehört nicht dazu. Was mir hier gesagt wurde, vergesse ich in 30 Tagen.',
    title: '### Wer mich benutzen darf',
    kinds: { server: 'Server', channel: 'Kanäle', role: 'Rollen', user: 'Menschen', direct: 'Direktnachrichten' },
    onlyListed: 'nur die mit ✅',
    everybody: 'alle außer denen mit ❌',
    more: (n: number) => (n === 1 ? 'und eines mehr' : `und ${n} mehr`),
    howItCounts:
      '❌ zählt mehr als ✅. Bei ein und demselben zählt, was `/access` gesagt hat, mehr als die Einstellungen; `rule: reset` kehrt zu ihnen zurück. Ein Thread zählt als sein Kanal, ein Kanal auch als seine Kategorie. Menschen dürfen wegen ihrer ID oder einer Rolle; in Direktnachrichten hat niemand Rollen.',
    chooseOne:
      'Wähle eine Regel (`rule`), und dazu eines von `user`, `role`, `channel`, `server` und `direct`. Ohne alles zeige ich dir alle Regeln.',
    noServer: 'Das ist kein Server: Wähle einen, den ich anbiete, oder gib seine ID an.',
    changes: {
      allow: (what: string) => `Erlaubt: ${what}`,
      deny: (what: string) => `Verboten: ${what}`,
      reset: (what: string) => `Wie in den Einstellungen: ${what}`,
    },
    list: {
      begins: 'Damit beginnt eine Liste: Was von dieser Art nicht darauf steht, ist dann nicht mehr zugelassen.',
      ends: 'Das war das Letzte auf seiner Liste: Alle anderen dieser Art sind dann wieder zugelassen.',
    },
    wouldLeave: (n: number, names: string) =>
      n === 1 ? `Einen Server würde ich verlassen: ${names}` : `${n} Server würde ich verlassen: ${names}`,
    confirm: 'Mach das',
    cancel: 'Lass es, wie es ist',
    cancelled: 'Alles bleibt, wie es war.',
  },
  model: {
    title: '### Meine Modelle',
    onlyOne: (name: string) =>
      `Ich habe nur ein Modell: ${name}. Nennt CHAT_MODEL mehrere, mit Kommas dazwischen, wählst du hier, welches antwortet.`,
    isFirst: 'das erste in den Einstellungen',
    takes: (tokens: number) => `nimmt ${tokens} Tokens`,
    here: (name: string) => `Hier antwortet ${name}.`,
    server: (name: string) => `Auf diesem Server antwortet ${name}, wo ein Kanal kein anderes hat.`,
    everywhere: (name: string) => `Überall sonst antwortet ${name}.`,
    dropped: (name: string) =>
      `${name} war gewählt und steht nicht mehr in den Einstellungen: Ich habe die Wahl zurückgenommen.`,
    howItCounts:
      'Die Wahl für einen Kanal zählt vor der für den Server, und die vor der für überall. Kann das gewählte nicht antworten, tun es die anderen, in der Reihenfolge der Einstellungen.',
    unknown: (name: string) => `Ein Modell „${name}“ habe ich nicht. Wähle eines, das ich anbiete.`,
    serversOnly: 'Das ist kein Server. Wähle `here` oder `everywhere`.',
    changed: 'Ab jetzt ist es so:',
  },
  help: {
    title: '### Was ich kann',
    talk: '**Sprich mit mir**: Schreib mir eine Direktnachricht, erwähne mich oder antworte mir. Bearbeite eine Frage, und ich antworte neu; lösche sie, und ich vergesse sie mit allem, was daraus wurde. Auch Bilder und Textdateien lese ich, wenn mein Modell das kann.',
    talkDirect:
      '**Sprich mit mir**: Schreib einfach. Bearbeite eine Frage, und ich antworte neu; lösche sie, und ich vergesse sie mit allem, was daraus wurde. Auch Bilder und Textdateien lese ich, wenn mein Modell das kann.',
    every: 'Hier antworte ich auf jede Nachricht, oder auf das, wozu ich etwas zu sagen habe.',
    remember:
      '**Ich merke mir**, was du mir erzählst, für dich allein: `/whatdoyouknow` zeigt es, um es richtigzustellen; `/remember` behält etwas sofort; `/forget` nimmt weg, was du auswählst; `/why` sagt, was in meine letzte Antwort eingegangen ist; `/new` beginnt ein Gespräch neu.',
    yours:
      '**Es gehört dir**: `/privacy` pausiert es und sagt, wohin es geht; mit `/export` und `/import` nimmst du es mit.',
    admins: '**Du verwaltest diesen Server**: `/settings` sagt, wie ich auf ihm und in jedem Kanal bin.',
    buttons: {
      know: 'Was weißt du über mich?',
      privacy: 'Datenschutz',
      settings: 'Einstellungen',
      show: 'Was kannst du?',
    },
    hello: (name: string) =>
      `Hallo! Ich bin ${name}. Erwähne mich, antworte mir oder schreib mir eine Direktnachricht, und ich antworte. Ich merke mir, was Leute mir erzählen, für jede Person allein; jede sieht, was ich über sie weiß, stellt es richtig und lässt es vergessen. Wer diesen Server verwaltet, sagt mit \`/settings\`, wie ich hier bin.`,
  },
  beginAnew: {
    begun:
      'Wir fangen hier neu an: Was in diesem Gespräch vorher gesagt wurde, kommt in keine Antwort mehr. Was ich über dich weiß, bleibt, und was du zuletzt gesagt hast, lerne ich noch: `/whatdoyouknow` zeigt es, `/forget` nimmt es weg.',
    inServer:
      'Das ist zwischen uns beiden: Was andere in diesem Kanal sagen, lese ich wie zuvor, und für andere ändert sich nichts.',
    nothing: 'Hier gibt es nichts neu zu beginnen: Ich habe von keinem Gespräch mit dir hier etwas behalten.',
  },
  settings: {
    titleServer: (name: string) => `### Wie ich auf ${name} bin`,
    titleChannel: (mention: string) => `### Wie ich in ${mention} bin`,
    show: { server: 'Der ganze Server', channel: 'Dieser Kanal' },
    origins: { channel: 'für diesen Kanal gewählt', server: 'für den Server gewählt', default: 'so ist es ohne Wahl' },
    persona: 'Charakter',
    personaDefault: 'der, den mir gegeben hat, wer mich betreibt',
    writePersona: 'Schreiben',
    resetPersona: 'Diesen Charakter zurücknehmen',
    personaForm: 'Wie ich hier sein soll',
    personaField: 'Mein Name, Charakter, Ton und meine Themen',
    personaHint:
      'Wer mit mir spricht, sieht den Text nicht, kann aber davon hören. Was ich behalte und sage, ändert er nicht.',
    personaExample: 'Du bist der Bibliothekar unseres Lesekreises: trocken, belesen, und du magst Tee.',
    refusals: {
      tooLong: (most: number) => `Nichts wurde geändert: Ein Charakter darf höchstens ${most} Zeichen haben.`,
      secret: 'Nichts wurde geändert: Schlüssel, Passwörter, Karten- und Kontonummern behalte ich nicht.',
      liftsRules:
        'Nichts wurde geändert: Das liest sich, als höbe es meine Regeln auf, oder was ich denen schulde, mit denen ich spreche. Sag mir, wie ich sein soll, nicht, was ich missachten soll.',
    },
    listening: 'Was ich beantworte',
    listeningModes: {
      everything: 'Jede Nachricht',
      worthwhile: 'Wenn ich etwas zu sagen habe',
      mentions: 'Nur Erwähnungen und Antworten',
    },
    answerLanguage: 'Sprache meiner Antworten',
    textLanguage: 'Sprache meiner Ansichten und Hinweise',
    languageDefaults: { answerLanguage: 'die, in der man mir schreibt', textLanguage: 'die eigene jeder Person' },
    asServer: 'Wie auf dem ganzen Server',
    memory: 'Gedächtnis',
    memoryOn: 'Ich merke mir für jede Person, was sie mir hier erzählt',
    memoryOff: 'Ich behalte nichts, was auf diesem Server gesagt wird',
    switchMemoryOn: 'Einschalten',
    switchMemoryOff: 'Ausschalten',
    model: 'Modell',
    modelDefault: 'Das übliche',
    byOwner: 'gewählt von der Person, die mich betreibt',
    howItCounts: 'Was für einen Kanal gewählt ist, zählt vor seinem Server; ein Thread ist wie sein Kanal.',
    serversOnly: 'Das geht nur auf Servern. Für dich allein gibt es `/privacy`.',
  },
  serverMemory: {
    on: 'Ab jetzt merke ich mir für die Mitglieder, was sie mir auf diesem Server erzählen.',
    off: 'Ab jetzt behalte ich nichts, was auf diesem Server gesagt wird. Was Mitglieder mir hier vorher erzählt haben, bleibt bei ihnen: Nur sie selbst können es sehen und mit `/forget` vergessen lassen.',
    needsPermission: 'Das können nur Mitglieder ändern, die diesen Server verwalten dürfen.',
    serversOnly: 'Das geht nur auf Servern. Für dich allein pausiert `/privacy` mein Gedächtnis.',
  },
}
