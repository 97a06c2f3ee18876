// Every text of the page, in each of its languages: one table, so that a third language is a column more. Names of levers belong to groups;
// what the program declares of parameters and scenarios is English in every language.

import { kPlayTexts } from './play/texts.js';
import { kFields, kWritingTexts } from './writing/texts.js';

/** Levers by group, in the order in which they are shown: [name, English, German]. A lever that is not listed is shown under "other". */
export const kGroups = [
  { id: 'words', en: 'Words', de: 'Worte', open: true, levers: [
    ['rhetoric', 'Hostile words', 'Feindselige Worte'], ['communication', 'Direct talks', 'Direkte Gespräche'], ['evidence', 'Published evidence', 'Veröffentlichte Belege'],
    ['commitment', 'Believed commitment', 'Geglaubtes Bekenntnis'], ['perceived_decline', 'Seen as in decline', 'Gilt als im Niedergang'], ['election', 'Election at home is near', 'Wahl im Inland naht']] },
  { id: 'force', en: 'Force', de: 'Gewalt', open: true, levers: [
    ['forces', 'Troops in the theatre', 'Truppen im Land'], ['reach', 'Forces over the horizon', 'Kräfte in der Nähe'], ['coercive_threat', 'Threat of force', 'Drohung mit Gewalt'],
    ['denial', 'Aim of the threat: denial', 'Ziel der Drohung: Verwehren'], ['demand', 'Support at which the threat bites', 'Unterstützung, ab der die Drohung greift'], ['strikes', 'Strikes', 'Schläge'],
    ['raids', 'Raids on cells', 'Einsätze gegen Zellen'], ['interdiction', 'Supply cut on the way', 'Abgefangener Nachschub'], ['surge', 'Protection of the population', 'Schutz der Bevölkerung'],
    ['commander_loss', 'A commander removed', 'Ein Kommandeur ausgeschaltet']] },
  { id: 'arms', en: 'Arms', de: 'Waffen', levers: [
    ['arms_offensive', 'Offensive arms sold to neighbours', 'Angriffswaffen an Nachbarn'], ['arms_defensive', 'Defensive arms sold to neighbours', 'Abwehrwaffen an Nachbarn']] },
  { id: 'deals', en: 'Deals and pressure', de: 'Angebote und Druck', levers: [
    ['accommodation', "Acceptance of the patron's rise", 'Duldung des Aufstiegs'], ['inducement', 'Reward for indirect support', 'Lohn für indirekte Unterstützung'], ['sanctions', 'Sanctions', 'Sanktionen'],
    ['framework', 'Regional framework', 'Regionale Ordnung'], ['coalition', 'Coalition of neighbours', 'Bündnis der Nachbarn'], ['decision', 'A decision point is near', 'Entscheidung steht an']] },
  { id: 'host', en: 'The host state', de: 'Der Gaststaat', levers: [
    ['host_aid', 'Building of host forces', 'Aufbau der Sicherheitskräfte'], ['aid_conditions', 'Aid bound to conditions', 'Hilfe mit Auflagen'], ['party_funding', 'Money for friendly parties', 'Geld für nahe Parteien'],
    ['extension_offer', 'Offer for staying on', 'Angebot für den Verbleib'], ['amnesty', 'Amnesty', 'Amnestie'], ['reform', 'Reform', 'Reform'], ['repression', 'Repression', 'Niederschlagung'],
    ['clergy_endorsement', 'Clergy for the movement', 'Geistliche für die Bewegung'], ['clergy_warning', 'Clergy against violence', 'Geistliche gegen Gewalt'], ['sectarian_shock', 'Shock between the sects', 'Schock zwischen den Konfessionen']] },
  { id: 'patron', en: 'The patron itself', de: 'Der Patron selbst', levers: [
    ['ardour', 'Domestic drive', 'Innerer Antrieb'], ['deniability', 'Hiding behind others', 'Verstecken hinter anderen'], ['march', 'Call to march', 'Aufruf zum Marsch'], ['mediation', 'Meetings with its groups', 'Treffen mit seinen Gruppen'],
    ['intermediary_loss', 'An intermediary captured', 'Ein Mittelsmann gefasst']] },
  { id: 'militias', en: 'Single militias', de: 'Einzelne Milizen', militias: true, levers: [
    ['crackdown', 'Action against', 'Vorgehen gegen'], ['restraint', 'Cease-fire of', 'Waffenruhe von'], ['commander_loss', 'Leader taken of', 'Anführer gefasst:'], ['host_offensive', 'Host offensive against', 'Offensive des Gaststaats gegen']] }];

/** Levers that the rival moves, without events that happen to it. */
export const kRival = ['rhetoric', 'communication', 'evidence', 'commitment', 'forces', 'reach', 'coercive_threat', 'denial', 'demand', 'strikes', 'raids', 'interdiction', 'surge', 'arms_offensive', 'arms_defensive',
  'accommodation', 'inducement', 'sanctions', 'framework', 'coalition', 'host_aid', 'aid_conditions', 'party_funding', 'extension_offer'];

export const kOutcomes = {
  direct_last_year: ['direct support', 'direkte Unterstützung'], indirect_last_year: ['indirect support', 'indirekte Unterstützung'], total_last_year: ['support in all', 'Unterstützung insgesamt'],
  indirect_share_last_year: ['the indirect share of support', 'indirekter Anteil'], tightness_last_year: ['the tightness of the dilemma', 'Enge des Dilemmas'], attacks_last_year: ['militia attacks', 'Angriffe der Milizen'],
  insecurity_last_year: ['insecurity', 'Unsicherheit'], perceived_threat_last_year: ['perceived threat', 'empfundene Bedrohung'], misperception_last_year: ['misperception', 'Fehlwahrnehmung'],
  balance_drift: ['the drift of the balance of power', 'Verschiebung der Machtbalance'], cost: ["the rival's burden", 'Last des Rivalen'], confrontation: ['the chance of a confrontation', 'Aussicht auf Konfrontation'],
};

/** Key: [English, German]. {0}, {1}, ... are filled in. */
const kTexts = {
  ...kWritingTexts, ...kPlayTexts,
  views: ['Parts of the lab', 'Teile des Labors'], view_lab: ['Try out', 'Ausprobieren'], view_writing: ['Write', 'Schreiben'], view_play: ['Play', 'Spielen'],
  title: ['What would this policy do?', 'Was würde diese Politik bewirken?'],
  lab: ['Lab', 'Labor'],
  intro: ['Move a lever. The model runs here, in your browser, over many possible worlds; nothing leaves this page.', 'Bewegen Sie einen Hebel. Das Modell rechnet hier im Browser über viele mögliche Welten; nichts verlässt diese Seite.'],
  language: ['Deutsch', 'English'],
  levers: ['Levers', 'Hebel'],
  policy: ['Policy', 'Politik'], against: ['Compared with', 'Verglichen mit'], outcome: ['Question', 'Frage'], seed: ['Seed of luck', 'Startzahl des Zufalls'],
  whatHappens: ['What happens to {0}, last year?', 'Was geschieht mit: {0}, letztes Jahr?'], whatHappensAll: ['What happens to {0}?', 'Was geschieht mit: {0}?'],
  undo: ['Undo', 'Zurück'], redo: ['Redo', 'Vor'], reset: ['Reset', 'Neu beginnen'], close: ['Close', 'Schließen'], other: ['Other levers', 'Weitere Hebel'],
  from: ['from week', 'ab Woche'], restore: ['Restore {0}', '{0} zurücksetzen'], asPolicy: ['policy: {0}', 'Politik: {0}'], steps: ['policy: {0}, changes {1} times', 'Politik: {0}, wechselt {1}-mal'], step: ['policy: {0}, later {1}', 'Politik: {0}, später {1}'],
  changedCount: ['{0} changed', '{0} geändert'], fromOf: ['{0}: from week', '{0}: ab Woche'],
  computing: ['Computing …', 'Rechnet …'], first: ['First answer over {0} of {1} futures; the rest is being computed.', 'Erste Antwort über {0} von {1} Zukünften; der Rest wird gerechnet.'], done: ['{0} futures, computed here in {1} s.', '{0} Zukünfte, hier gerechnet in {1} s.'],
  doneOne: ['One future.', 'Eine Zukunft.'], failed: ['{0} runs failed and are left out.', '{0} Läufe scheiterten und fehlen.'], starting: ['Starting the model …', 'Das Modell startet …'],
  lowers: ['{0} lowers {1} in {2} of {3}.', '{0} senkt ({1}) in {2} von {3}.'], raises: ['{0} raises {1} in {2} of {3}.', '{0} erhöht ({1}) in {2} von {3}.'],
  'sign open': ['It is open whether {0} lowers or raises {1}.', 'Offen ist, ob {0} senkt oder erhöht ({1}).'],
  'mostly no difference': ['{0} mostly makes no difference to {1}.', '{0} macht meist keinen Unterschied ({1}).'],
  'no difference to speak of': ['{0} makes no difference to {1} to speak of.', '{0} macht keinen nennenswerten Unterschied ({1}).'],
  nothingChanged: ['This is the policy that others are compared with. Choose another policy, or move a lever.', 'Das ist die Politik, mit der verglichen wird. Wählen Sie eine andere oder bewegen Sie einen Hebel.'],
  shares: ['Lower in {0}, much the same in {1}, higher in {2} of the futures. Middle: {3}; nine in ten futures: {4} to {5}.', 'Niedriger in {0}, fast gleich in {1}, höher in {2} der Zukünfte. Mitte: {3}; neun von zehn Zukünften: {4} bis {5}.'],
  asCompare: ['As the program says it: {0} {1}', 'Wie das Programm es sagt (englisch): {0} {1}'],
  future: ['1 future', '1 Zukunft'], futures: ['{0} futures', '{0} Zukünften'],
  badge_lowers: ['lowers', 'senkt'], badge_raises: ['raises', 'erhöht'], 'badge_sign open': ['sign open', 'Richtung offen'], 'badge_mostly no difference': ['mostly no difference', 'meist kein Unterschied'], 'badge_no difference to speak of': ['no difference to speak of', 'kein nennenswerter Unterschied'],
  support: ['Support, week by week', 'Unterstützung, Woche für Woche'], direct: ['Direct support', 'Direkte Unterstützung'], indirect: ['Indirect support', 'Indirekte Unterstützung'], directHint: ['arms, training, money', 'Waffen, Ausbildung, Geld'], show: ['Show', 'Zeige'],
  changedTitle: ['{0} as changed here', '{0} (hier geändert)'], before: ['Setting before', 'Einstellung davor'], thin: ['Single futures', 'Einzelne Zukünfte'], band: ['Shaded: nine in ten futures. Line: the middle one.', 'Schattiert: neun von zehn Zukünften. Linie: die mittlere.'],
  difference: ['Difference in each future, week by week', 'Unterschied in jeder Zukunft, Woche für Woche'], differenceHint: ['{0} less {1}, in the same world with the same luck. Below zero: lower. Dark: half of the futures; light: nine in ten.', '{0} minus {1}, in derselben Welt mit demselben Zufall. Unter null: niedriger. Dunkel: die Hälfte der Zukünfte; hell: neun von zehn.'],
  chartSaid: ['Week {0}: {1} {2} ({3} to {4}), {5} {6} ({7} to {8}).', 'Woche {0}: {1} {2} ({3} bis {4}), {5} {6} ({7} bis {8}).'], differenceSaid: ['Week {0}: difference {1} ({2} to {3}).', 'Woche {0}: Unterschied {1} ({2} bis {3}).'], chartKeys: ['{0}. Arrow keys read it week by week.', '{0}. Pfeiltasten lesen Woche für Woche vor.'],
  start: ['Start', 'Beginn'], year: ['Year {0}', 'Jahr {0}'],
  why: ['Why', 'Warum'], whyHint: ['In the reference case, with every assumption at its value and no luck: what each change makes of the difference.', 'Im Bezugsfall, mit allen Annahmen an ihrem Wert und ohne Zufall: was jede Änderung beiträgt.'],
  whyNone: ['Nothing differs, so there is nothing to explain.', 'Nichts ist verschieden, also nichts zu erklären.'], byLever: ['By what was changed', 'Nach dem, was geändert wurde'], byPath: ['By the way it works', 'Nach dem Weg, auf dem es wirkt'], smaller: ['Smaller parts', 'Kleinere Teile'],
  goals: ['Goals', 'Ziele'], goalHead: ['Goal', 'Ziel'], met: ['Met?', 'Erreicht?'], inFutures: ['In futures', 'In Zukünften'], yes: ['yes', 'ja'], no: ['no', 'nein'], open: ['open', 'offen'],
  goal_direct: ['Less direct support', 'Weniger direkte Unterstützung'], goal_total: ['Less support in all', 'Weniger Unterstützung insgesamt'], goal_shift: ['Moved to indirect support', 'Verlagert zu indirekter'], goal_tightness: ['A looser dilemma', 'Ein lockereres Dilemma'],
  burden: ["The rival's burden", 'Last des Rivalen'], burdenText: ['{0} years of status-quo effort ({1} to {2}), compared with {3}.', '{0} Jahre heutigen Aufwands ({1} bis {2}), verglichen mit {3}.'],
  unknown: ['What nobody knows', 'Was niemand weiß'], unknownHint: ['Nearly all numbers of the model are judgements. Each future draws them anew from their ranges; both policies meet the same.', 'Fast alle Zahlen des Modells sind Urteile. Jede Zukunft zieht sie neu aus ihren Spannen; beide Politiken treffen dieselben.'],
  vary: ['What differs from future to future', 'Was sich von Zukunft zu Zukunft unterscheidet'], all: ['Everything', 'Alles'], parameters: ['Assumptions', 'Annahmen'], luck: ['Luck', 'Zufall'],
  matter: ['The assumptions that decide most here', 'Die Annahmen, die hier am meisten entscheiden'], matterHint: ['Move one to fix it at your value in all futures.', 'Bewegen Sie eine, um sie in allen Zukünften festzulegen.'], matterNone: ['Only luck differs, so no assumption decides.', 'Nur der Zufall ist verschieden; keine Annahme entscheidet.'],
  explains: ['explains {0} of the spread', 'erklärt {0} der Streuung'], range: ['{0} to {1}', '{0} bis {1}'], fixed: ['fixed', 'festgelegt'], varies: ['varies', 'offen'], source: ['Source: {0}', 'Quelle: {0}'], judgement: ['judgement', 'Urteil'],
  breakIt: ['Break it', 'Brich es'], breakHint: ['Looks for the nearest set of assumptions under which the answer turns round.', 'Sucht die nächsten Annahmen, unter denen sich die Antwort umkehrt.'], searching: ['Searching …', 'Sucht …'],
  breakNoDifference: ['In the reference case there is no difference to turn round ({0}).', 'Im Bezugsfall gibt es keinen Unterschied, der sich umkehren könnte ({0}).'],
  breakTurns: ['In the reference case the difference is {0}. It turns round, to {1}, once {2}.', 'Im Bezugsfall ist der Unterschied {0}. Er kehrt sich um, zu {1}, sobald {2}.'],
  breakVanishes: ['In the reference case the difference is {0}. Nothing that was tried turns it round; it vanishes ({1}) once {2}.', 'Im Bezugsfall ist der Unterschied {0}. Nichts Versuchtes kehrt ihn um; er verschwindet ({1}), sobald {2}.'],
  breakHolds: ['In the reference case the difference is {0}, and it holds: none of {1} assumptions turns it round within its range, alone or with the strongest others.', 'Im Bezugsfall ist der Unterschied {0}, und er hält: keine von {1} Annahmen kehrt ihn in ihrer Spanne um, allein oder mit den stärksten anderen.'],
  breakMove: ['“{0}” goes from {1} to {2}', '„{0}“ geht von {1} auf {2}'], breakShare: ['That is {0} of the way across its range.', 'Das sind {0} der Spanne.'], breakShares: ['The largest of these moves is {0} of its range.', 'Die größte dieser Bewegungen ist {0} ihrer Spanne.'],
  breakMethod: ['{0} runs; each assumption alone first, then the strongest together.', '{0} Läufe; erst jede Annahme allein, dann die stärksten zusammen.'], breakShow: ['Set it so', 'So einstellen'], and: ['and', 'und'],
  provinces: ['Attacks by province', 'Angriffe nach Provinz'], provincesHint: ['Attacks a week over the last year, mean over {0} futures. The provinces in which {1} differs most from {2} stand first.', 'Angriffe je Woche im letzten Jahr, Mittel über {0} Zukünfte. Zuerst die Provinzen, in denen sich {1} am meisten von {2} unterscheidet.'],
  province: ['Province', 'Provinz'], provinceDifference: ['Difference', 'Unterschied'], provinceShares: ['Lower / higher in', 'Niedriger / höher in'],
  best: ['What is the best I can do?', 'Was ist das Beste, das ich tun kann?'], bestHint: ['Looks within the limits of the levers for the policy with the lowest or highest {0}, over the futures of this page.', 'Sucht in den Grenzen der Hebel die Politik, die am wenigsten oder am meisten bewirkt ({0}), über die Zukünfte dieser Seite.'],
  bestAim: ['What is wanted of {0}', 'Was gewollt ist: {0}'], bestLow: ['As low as possible', 'So niedrig wie möglich'], bestHigh: ['As high as possible', 'So hoch wie möglich'], bestLimit: ["The rival's burden must not be above that of the policy as it is now", 'Die Last des Rivalen darf nicht über der jetzigen liegen'],
  bestLevers: ['Levers that may move: {0} of {1}', 'Hebel, die sich bewegen dürfen: {0} von {1}'], bestRival: ["The rival's", 'Die des Rivalen'], bestChanged: ['Those changed here', 'Die hier geänderten'], bestAll: ['All', 'Alle'], bestNone: ['None', 'Keine'],
  bestStart: ['Search', 'Suchen'], bestStop: ['Stop', 'Anhalten'], bestBegins: ['The search begins …', 'Die Suche beginnt …'], bestTried: ['Searching: {0} policies tried so far …', 'Sucht: {0} Politiken bisher versucht …'], bestStopped: ['The search was stopped, because a setting was changed.', 'Die Suche wurde angehalten, weil eine Einstellung geändert wurde.'], bestGivenUp: ['The search was stopped.', 'Die Suche wurde angehalten.'],
  bestName: ['This policy', 'Diese Politik'], bestNameInside: ['this policy', 'diese Politik'], bestFound: ['Best found: {0}. {1}', 'Bestes: {0}. {1}'], bestBeside: ['Compared with {0}, over futures that the search has not seen. {1} as it is now: {2}. From there the search moves {3} by {4} in the middle future; nine in ten: {5} to {6}.', 'Verglichen mit {0}, über Zukünfte, die die Suche nicht kannte. {1}, wie jetzt eingestellt: {2}. Von dort bewegt die Suche ({3}) um {4} in der mittleren Zukunft; neun von zehn: {5} bis {6}.'],
  bestKept: ["The rival's burden: {0} years of status-quo effort in the mean, {1} without the search.", 'Last des Rivalen: im Mittel {0} Jahre heutigen Aufwands, ohne die Suche {1}.'], bestOver: ["The rival's burden did not rise in the futures of the search; in the others it is {0} years of status-quo effort in the mean, {1} without the search.", 'Die Last des Rivalen stieg in den Zukünften der Suche nicht; in den anderen beträgt sie im Mittel {0} Jahre heutigen Aufwands, ohne die Suche {1}.'],
  bestLever: ['Lever', 'Hebel'], bestNow: ['Now', 'Jetzt'], bestThen: ['Best', 'Bestes'], bestFrom: ['From week', 'Ab Woche'], bestMethod: ['{0} policies tried over {1} futures; judged over {2} others.', '{0} Politiken über {1} Zukünfte versucht; beurteilt über {2} andere.'],
  bestNothing: ['Nothing better was found: the policy stays as it is.', 'Nichts Besseres gefunden: die Politik bleibt, wie sie ist.'], bestCaution: ['Levers that gain little stay as they are. The search knows no price but the burden; whether a setting can be had is for you to judge.', 'Hebel, die wenig bringen, bleiben. Die Suche kennt keinen Preis außer der Last; ob eine Einstellung zu haben ist, beurteilen Sie.'],
  bestCells: ['Runs with cells take too long to be searched. Choose a policy with organisations.', 'Läufe mit Zellen dauern für eine Suche zu lange. Wählen Sie eine Politik mit Organisationen.'],
  loops: ['Feedback loops', 'Rückkopplungen'], loopsHint: ['What acts on itself under {0}, in the reference case: every assumption at its value and no luck. The links are those of the equations.', 'Was unter {0} auf sich selbst zurückwirkt, im Bezugsfall: alle Annahmen an ihrem Wert und ohne Zufall. Die Verbindungen sind die der Gleichungen.'],
  loopsNone: ['Nothing acts on itself through something else.', 'Nichts wirkt über etwas anderes auf sich selbst zurück.'], loopsNot: ['Loops are found in the equations of the core, which cannot say all of this policy:', 'Rückkopplungen werden in den Gleichungen des Kerns gefunden, die nicht alles an dieser Politik sagen können:'], loopsCells: ['This policy runs agents; loops are those of the equations without them.', 'Diese Politik rechnet mit Agenten; Rückkopplungen sind die der Gleichungen ohne sie.'],
  loopsDiagram: ['Causal-loop diagram of the loops that lead', 'Diagramm der führenden Rückkopplungen'], loopsSigns: ['+: more makes more. −: more makes less. ±: sometimes one, sometimes the other. Heavy: the security dilemma.', '+: mehr macht mehr. −: mehr macht weniger. ±: mal so, mal so. Dick: das Sicherheitsdilemma.'], loopsSaid: ['Causal-loop diagram: {0} links, {1} of them of the security dilemma. They are listed under “As tables”.', 'Diagramm: {0} Verbindungen, davon {1} des Sicherheitsdilemmas. Sie stehen unter „Als Tabellen“.'],
  loopShares: ['Share of each loop in the change, week by week', 'Anteil jeder Rückkopplung an der Veränderung, Woche für Woche'], loopSharesHint: ['Above zero it reinforces, below zero it balances. {0} loops, {1} when militias are not told apart; the dilemma and the four with the largest mean share are shown.', 'Über null verstärkt sie, unter null dämpft sie. {0} Rückkopplungen, {1} ohne Unterschied der Milizen; gezeigt sind das Dilemma und die vier mit dem größten mittleren Anteil.'],
  shareSaid: ['Week {0}: {1}.', 'Woche {0}: {1}.'], dilemma: ['Security dilemma', 'Sicherheitsdilemma'], asTables: ['As tables', 'Als Tabellen'], loopsTable: ['Loops', 'Rückkopplungen'], linksTable: ['Links', 'Verbindungen'],
  loopHead: ['Loop', 'Rückkopplung'], loopActs: ['What it does', 'Was sie tut'], loopMean: ['Mean share', 'Mittlerer Anteil'], loopLed: ['Weeks led', 'Wochen in Führung'], loopWay: ['Its way', 'Ihr Weg'], linkFrom: ['From', 'Von'], linkTo: ['To', 'Nach'], linkSign: ['Sign', 'Vorzeichen'], linkDilemma: ['Security dilemma', 'Sicherheitsdilemma'],
  loop_reinforcing: ['reinforces', 'verstärkt'], loop_balancing: ['balances', 'dämpft'], loop_both: ['both, by week', 'beides, je nach Woche'], loop_silent: ['does not act', 'wirkt nicht'], link_sign_reinforcing: ['more makes more', 'mehr macht mehr'], link_sign_balancing: ['more makes less', 'mehr macht weniger'], link_sign_both: ['sometimes one, sometimes the other', 'mal so, mal so'], link_sign_silent: ['none', 'keines'],
  take: ['Take it with you', 'Mitnehmen'], saveToml: ['Save as a scenario', 'Als Szenario speichern'], openToml: ['Open a scenario', 'Szenario öffnen'], copyLink: ['Copy a link', 'Link kopieren'], copy: ['Copy', 'Kopieren'], copied: ['Copied.', 'Kopiert.'],
  saveHint: ['The saved file runs in the program to the same bits.', 'Die Datei läuft im Programm mit denselben Bits.'], chartSvg: ['Chart as SVG', 'Bild als SVG'], chartPng: ['Chart as PNG', 'Bild als PNG'], dataCsv: ['Numbers as CSV', 'Zahlen als CSV'], print: ['Print', 'Drucken'], asCommand: ['The same as a command', 'Dasselbe als Befehl'],
  opened: ['Opened “{0}”.', '„{0}“ geöffnet.'], refused: ['This cannot be used:', 'Das kann nicht verwendet werden:'], tooLarge: ['the file has {0} MB; at most 8 MB are read', 'die Datei hat {0} MB; höchstens 8 MB werden gelesen'],
  resultsFile: ['this is a results file, which the page does not read. `fulcrum lab {0}` writes a lab with its policies and its seed.', 'das ist eine Ergebnisdatei, die die Seite nicht liest. `fulcrum lab {0}` schreibt ein Labor mit ihren Politiken und ihrer Startzahl.'],
  link: ['The link in the address was not taken: ', 'Der Link in der Adresse wurde nicht übernommen: '], link_version: ['it is of another version of the lab (“{0}”).', 'er gehört zu einer anderen Version („{0}“).'], link_tooLong: ['it is too long ({0} characters).', 'er ist zu lang ({0} Zeichen).'],
  link_unknown: ['there is no “{0}” here.', 'es gibt hier kein „{0}“.'], link_noNumber: ['“{0}” is no number that can be used.', '„{0}“ ist keine brauchbare Zahl.'], link_outside: ['{0} is outside its limits.', '{0} liegt außerhalb der Grenzen.'], link_differ: ['these two cannot be compared ({0}).', 'diese beiden sind nicht vergleichbar ({0}).'],
  noWasm: ['This browser cannot run the model (it has no WebAssembly). `fulcrum compare` and `fulcrum report` give the same answers without one.', 'Dieser Browser kann das Modell nicht ausführen (kein WebAssembly). `fulcrum compare` und `fulcrum report` geben dieselben Antworten.'],
  about: ['Made by fulcrum {0}. The page holds the program itself and fetches nothing.', 'Erstellt mit fulcrum {0}. Die Seite enthält das Programm selbst und lädt nichts nach.'], unitIndex: ['index, 0 to 1', 'Index, 0 bis 1'],
  cells: ['This policy runs agents: each future takes a while, so few are computed.', 'Diese Politik rechnet mit Agenten: jede Zukunft dauert, darum sind es wenige.'],
  mine: ['Yours', 'Eigene'],
};

let language = 0;
export function setLanguage(code) { language = code === 'de' ? 1 : 0; }
export const languageCode = () => (language === 1 ? 'de' : 'en');
/** A text with its places filled. */
export function t(key, ...words) {
  return kTexts[key][language].replace(/\{(\d)\}/g, (_, i) => String(words[i]));
}
export const outcomeText = (name) => (kOutcomes[name] ? kOutcomes[name][language] : name);
/** A key of a file as people say it. */
export const fieldText = (key) => (kFields[key] ? kFields[key][language] : String(key).replace(/_/g, ' ').replace(/^./, (first) => first.toUpperCase()));
export const groupText = (group) => group[languageCode()];
/** The name of a lever as people say it; of a militia's with the militia. */
export function leverText(name) {
  const point = name.indexOf('.'), plain = point < 0 ? name : name.slice(0, point);
  for (const group of kGroups)
    if (Boolean(group.militias) === point >= 0)
      for (const lever of group.levers) if (lever[0] === plain) return lever[1 + language] + (point < 0 ? '' : ` ${name.slice(point + 1).split('_').map((word) => word[0].toUpperCase() + word.slice(1)).join(' ')}`);
  return name.replace(/[_.]/g, ' ');
}
export { kTexts };
