// Names of provinces out of a GeoJSON file.
import { t } from '../texts.js';

const kMostBytes = 32 << 20, kMostNames = 2000, kUsual = ['name', 'NAME_1', 'shapeName', 'ADM1_EN', 'province'];

/** A name as theatre files write it: letters, digits and '_'. */
const plainName = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '');

/** { names } of the features of a file, or { fault } in words. */
export async function namesOfOutlines(file) {
  const fault = (key, ...words) => ({ fault: `${file.name}: ${t(key, ...words)}` });
  if (file.size > kMostBytes) return fault('outlinesLarge', Math.round(file.size / (1 << 20)));
  let read = null;
  try { read = JSON.parse(await file.text()); } catch { return fault('outlinesNone'); }
  const all = Array.isArray(read?.features) ? read.features.map((one) => one?.properties).filter((one) => one && typeof one === 'object') : [];
  const named = (key) => all.every((one) => typeof one[key] === 'string' && one[key].trim() !== ''), keys = all.length ? kUsual.concat(Object.keys(all[0])) : [], key = keys.find(named);
  if (!key) return fault('outlinesNone');
  return { names: [...new Set(all.slice(0, kMostNames).map((one) => plainName(one[key])))].filter(Boolean) };
}
