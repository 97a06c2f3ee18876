// Which parts of a file the forms show, and in which order. What a part holds (kinds, limits, words, choices) is the JSON Schema's.

/** What an action does, and the keys that it then has. */
export const kDeeds = { set: ['week', 'set', 'note'], ramp: ['from', 'until', 'ramp', 'note'], pulse: ['week', 'weeks', 'pulse', 'note'], decision: ['week', 'decision', 'note'] };

/**
 * By kind of file its sections: `path` of the table, `first` keys that are shown at once, `list` of tables (`one`: text key of a member; `table`: in rows),
 * `map` of keys to values, `open` whether it is unfolded.
 */
export const kSections = {
  scenario: [
    { id: 'about', path: [], first: ['name', 'title', 'extends'], more: ['description', 'theatre'], open: true },
    { id: 'time', path: ['time'], first: ['weeks'], more: ['start', 'shift_weeks'], open: true },
    { id: 'actions', path: ['action'], list: true, one: 'oneAction', deeds: true, open: true },
    { id: 'rules', path: ['rule'], list: true, one: 'oneRule', first: ['name', 'when', 'set', 'release'], open: true },
    { id: 'levers', path: ['levers'], map: 'lever' },
    { id: 'parameters', path: ['parameters'], map: 'parameter' },
    { id: 'structure', path: ['structure'], first: [] },
    { id: 'run', path: ['run'], first: ['seed', 'replicates', 'noise', 'rival'] },
    { id: 'outcomes', path: ['outcome'], list: true, one: 'oneOutcome', first: ['name', 'formula', 'title', 'unit'] },
    { id: 'tripwires', path: ['tripwire'], list: true, one: 'oneTripwire', first: ['name', 'indicator', 'above', 'below'] }],
  study: [
    { id: 'about', path: ['study'], first: ['name', 'title', 'policies', 'replicates', 'seed'], more: ['noise'], open: true },
    { id: 'design', path: ['design'], first: ['kind', 'points'], more: ['levels', 'maximin', 'second_order', 'groups', 'trajectories'], open: true },
    { id: 'factors', path: ['design', 'factors'], map: 'factor', open: true },
    { id: 'outcomes', path: ['outcome'], list: true, one: 'oneOutcome', first: ['name', 'formula', 'title', 'unit'] },
    { id: 'stop', path: ['stop'], first: ['pair', 'outcome', 'half_width', 'sign', 'max_replicates'], more: ['confidence'] }],
  theatre: [
    { id: 'about', path: [], first: ['name', 'title', 'base', 'forces_reference'], more: ['description', 'presence_reference', 'presence_troops', 'attack_scale'], open: true },
    { id: 'militias', path: ['militia'], list: true, one: 'oneMilitia', first: ['name', 'fighters', 'tie', 'agenda', 'fit'], open: true },
    { id: 'provinces', path: ['province'], list: true, one: 'oneProvince', table: true, outlines: true, open: true },
    { id: 'neighbours', path: ['neighbour'], list: true, one: 'oneNeighbour', table: true },
    { id: 'recipients', path: ['recipient'], list: true, one: 'oneRecipient', table: true },
    { id: 'orders', path: ['order_targets'], first: ['rival', 'sect', 'host'] },
    { id: 'insurgents', path: ['insurgent_targets'], first: ['rival', 'sect', 'host'] },
    { id: 'initial', path: ['initial'], map: 'plain' },
    { id: 'levers', path: ['levers'], map: 'lever' },
    { id: 'blocs', path: ['bloc'], list: true, one: 'oneBloc', first: ['name', 'seats', 'stance', 'tie', 'recipient', 'organisations'], open: true },
    { id: 'parliament', path: ['parliament'], first: ['quorum'] },
    { id: 'organisers', path: ['organiser'], list: true, one: 'oneOrganiser', first: ['name', 'base', 'grievance', 'organisation'] },
    { id: 'rivalries', path: ['rivalry'], list: true, one: 'oneRivalry', table: true },
    { id: 'intermediaries', path: ['intermediary'], list: true, one: 'oneIntermediary', first: ['name', 'deniability', 'standing', 'link'] }],
};

/** What each form begins with. */
export const kBegin = {
  scenario: { schema: 1, name: 'my_scenario', title: 'My policy', extends: 'status_quo' },
  study: { schema: 1, study: { name: 'my_study', title: 'My study', policies: ['status_quo', 'engagement'], replicates: 1, seed: 42 }, design: { kind: 'sobol', points: 256, factors: { 'direct.threat_gain': {} } } },
  theatre: {
    schema: 1, name: 'my_theatre', title: 'My theatre', forces_reference: 20000,
    order_targets: { rival: 0.7, sect: 0.1, host: 0.2 }, insurgent_targets: { rival: 0.4, sect: 0.4, host: 0.2 }, initial: { direct: 0.4, insecurity: 0.4 }, levers: { forces: 0.6, rhetoric: 0.5, communication: 0.2, commitment: 0.5 },
    neighbour: [{ name: 'kingdom', arms_share: 1 }], militia: [{ name: 'guard', fighters: 4000, tie: 0.8, agenda: 0.3, fit: 0.5, places: { coast: 1 } }],
    recipient: [{ name: 'harbour_trade', kind: 'trade', share: 1, provinces: ['coast'] }],
    province: [{ name: 'coast', population: 900000, cosect_share: 0.9, forces_share: 0.5, neighbours: ['hills'] }, { name: 'hills', population: 600000, cosect_share: 0.1, forces_share: 0.5 }],
  },
};
