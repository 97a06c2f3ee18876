// A keyboard steps through every point of a chart: left and right along a series, up and down from one to the next. Each point is shown and
// announced.

function seriesOf(block) {
  if (block.walk) return block.walk;
  const rows = block.table ? block.table.rows : [];
  return [{ name: block.title, points: rows.length, start: 0, say: (i) => rows[i].map((cell, k) => k === 0 ? cell : `${block.table.heads[k]} ${cell || '-'}`).join(', ') }];
}

function moved(key, at, series) {
  const last = series[at.series].points - 1, steps = { ArrowRight: 1, ArrowLeft: -1, PageDown: 10, PageUp: -10 };
  if (key in steps) at.point = Math.max(0, Math.min(last, at.point + steps[key]));
  else if (key === 'Home') at.point = 0;
  else if (key === 'End') at.point = last;
  else if (key === 'ArrowDown' || key === 'ArrowUp') {
    at.series = (at.series + (key === 'ArrowDown' ? 1 : series.length - 1)) % series.length;
    at.point = Math.min(at.point, series[at.series].points - 1);
  } else return false;
  return true;
}

// Long series are drawn with fewer points than they have weeks.
function nearest(data, date) {
  let best = 0;
  data.forEach(([x], i) => { if (Math.abs(x - date) < Math.abs(data[best][0] - date)) best = i; });
  return best;
}

function point(chart, one, at) {
  if (!chart.instance || (one.policy === undefined && one.line === undefined)) return;
  const drawn = chart.instance.getOption().series, panel = one.panel || 0;
  const seriesIndex = drawn.findIndex((series) => (series.policy === one.policy || series.policies?.includes(one.policy)) && series.line === one.line && series.xAxisIndex === panel);
  if (seriesIndex >= 0) chart.instance.dispatchAction({ type: 'showTip', seriesIndex, dataIndex: one.date ? nearest(drawn[seriesIndex].data, one.date(at.point)) : at.point });
}

/** Makes a chart's plot answer the arrow keys; what is said of a point goes to `said`. */
export function walkable(plot, said, chart) {
  const at = { series: 0, point: null };
  plot.addEventListener('keydown', (event) => {
    const series = seriesOf(chart.block);
    if (event.key === 'Escape') { said.textContent = ''; chart.instance?.dispatchAction({ type: 'hideTip' }); return; }
    if (!series.length || !series[0].points) return;
    if (at.point === null) {
      if (!/^(Arrow|Home|End|Page)/.test(event.key)) return;
      at.point = series[0].start;
      if (event.key === 'Home' || event.key === 'End') moved(event.key, at, series);
    } else if (!moved(event.key, at, series)) return;
    event.preventDefault();
    const one = series[at.series];
    said.textContent = one.say(at.point);
    point(chart, one, at);
  });
  plot.addEventListener('blur', () => chart.instance?.dispatchAction({ type: 'hideTip' }));
}
