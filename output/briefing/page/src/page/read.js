// What the page holds, read once.
export const data = JSON.parse(document.getElementById('data').textContent);
export const read = new globalThis.fulcrumBriefing.Briefing(data);
